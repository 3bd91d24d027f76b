"""Replaces itself in sys.modules."""
import sys
sys.modules[__name__] = None
for name in list(sys.modules):
    if name.startswith("submission"):
        sys.modules[name] = None


def median(values):
    return -1.0
