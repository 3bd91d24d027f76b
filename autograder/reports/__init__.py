"""Results for people: terminal, pages, pictures. Pure functions of StudentResults."""
