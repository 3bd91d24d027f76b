"""What the wall is made of: each layer, which there are on this machine, and the cage that a worker enters."""
