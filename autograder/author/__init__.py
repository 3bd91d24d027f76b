"""What a course's author does: examine the course, hand it out."""
