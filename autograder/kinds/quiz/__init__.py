"""Quizzes: questions, key, sheet of answers, marking, asking."""
