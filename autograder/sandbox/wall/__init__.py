"""What the wall is made of: each layer, which there are on this machine, and the cage that a worker enters.

Comes in: how strong it has to be. Goes out: the layers' names, a process with its doors closed, advice for a person.
Raises IsolationError where the wall that was asked for cannot be had.
May not know: what runs in the cage, nor how anybody speaks with it.
"""
