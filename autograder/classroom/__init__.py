"""A class graded: results kept as they come, a person's marks over them, the gradebook."""
