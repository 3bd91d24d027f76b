"""A class graded on a Dask cluster.

In: submissions, a course, the address of a scheduler. Out: the results, in whatever order they come. Course and
submissions travel as data; each worker of Dask keeps grading children (`classroom/child.py`), and the process that asks
writes everything. Only `seat.py` and what runs at the far end import Dask when they are imported.
"""
