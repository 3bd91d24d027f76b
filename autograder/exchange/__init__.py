"""Results as other programs take them: gradebooks of learning platforms, result files, feedback, the quiz.

In: results, a platform's own file, feedback as text. Out: bytes and an account of what was filled and what was not. It
edits only cells of its own and guesses at nobody's name. It may not grade, nor render a page.
"""
