"""Results in other programs' formats. Each module turns StudentResults into one format."""
