"""A class, graded.

In: a course, submissions, a person's marks. Out: results.jsonl, the gradebook, the table of what waits for a person;
each result is kept as it comes. It may not know how a kind is graded, nor what a page or a platform looks like.
"""
