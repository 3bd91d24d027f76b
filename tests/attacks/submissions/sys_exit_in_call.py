"""sys.exit(0) in a call."""
import sys
def median(values):
    sys.exit(0)
