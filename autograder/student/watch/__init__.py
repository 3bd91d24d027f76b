"""`autograder watch`: one exercise at a time, looked at again at each save."""
