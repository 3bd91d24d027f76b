"""One's own files at home: checking them, hints, progress."""
