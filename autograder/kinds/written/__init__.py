"""Written answers against a rubric: text, patterns, negation, evidence, who decides."""
