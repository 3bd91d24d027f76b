"""Three ways to interrupt Python code that runs too long in this process: a signal, a thread, the interpreter's events.

What comes in: seconds, for one's own code. What goes out: OutOfTime, in the middle of it. `timelimit` chooses among
them; none of them knows what runs.
"""
