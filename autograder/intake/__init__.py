"""What students handed in, read as data: nothing is extracted, followed or run.

In comes a download of a learning platform, a folder or a zip, and the tables of the class; out go Submissions, each
with what is known of its student. What is understood is taken and said, what is not is asked; nobody disappears, and
nothing becomes a zero unseen. One student's folder costs only that
student. It knows neither how work is graded nor the wall.
"""
