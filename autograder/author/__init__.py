"""What a course's author does.

In: a course with its solutions. Out: the findings of its own exam (references, stubs, styles, mistakes, mutants), and
the folder to hand out, built up from what students may have. It may not change a result, nor the course but for
stubs.
"""
