"""Which known mistake a submission shows. In: the checks' calls and what came back. Out: a check's name, or none.

A mistake lives in one function. A student's other functions are written otherwise, or not at all, and say nothing about
it. So a suspect is one mistake in one function of the reference (`suspects`); only calls of that function which it
answers otherwise than the reference are evidence (`likeness`, `evidence`); and a name needs evidence of its own and
nothing against it (`verdict`). Where two names stay possible there is none.
"""
