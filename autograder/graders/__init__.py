"""One grader a kind of exercise; each makes an ExerciseResult of a Submission and an Exercise."""
