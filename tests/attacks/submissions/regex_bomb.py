"""A regular expression that takes for ever."""
import re
def median(values):
    return re.match("(a+)+$", "a" * 40 + "b")
