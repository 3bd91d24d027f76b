"""Runs a command."""
import subprocess
def median(values):
    return subprocess.run(["true"]).returncode
