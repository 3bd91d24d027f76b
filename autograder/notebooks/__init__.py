"""The bridge to nbgrader: a course as notebooks, nbgrader's grading through our wall, scores in its gradebook."""
