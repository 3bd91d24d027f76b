"""`autograder watch`: one exercise at a time, looked at again at each save.

In: keys, saved files, finished checks, as events. Out: what the screen shows and what is to be done. The state
changes in one pure function; terminal, files and processes stand around it.
"""
