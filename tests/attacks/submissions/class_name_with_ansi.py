"""An exception whose type's name holds terminal codes."""
def median(values):
    raise type("\x1b[31mPassed\x1b[0m", (ValueError,), {})("x")
