"""Marks short written answers against a rubric of concepts: transparent, with evidence, and never surer than it is."""
