"""One check, run on one submission: what it may call, compare and say, and which known mistake its calls show."""
