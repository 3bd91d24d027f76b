"""The wall between the grader and a student's code. It knows nothing of courses.

`values` says what may cross, `outcomes` what can come back. The other modules (wire format, zygote, launcher,
limits) are imported only by those who grade: a student's install needs none of their packages.
"""
