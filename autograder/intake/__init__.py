"""What students handed in, read as data: nothing is extracted, followed or run."""
