"""An object that runs code when it is unpickled."""
import os
class Poison:
    def __reduce__(self):
        return (os.system, ("touch WRITE_DIR/pickled",))
def median(values):
    return Poison()
