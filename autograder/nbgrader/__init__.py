"""The bridge to nbgrader: a course as notebooks, its grading through the wall, its gradebook."""
