"""The commands, one module each.

In: the words of a command line. Out: calls of the rooms above, printed; JSON alone with --json. A command parses,
calls and prints: a rule that it needs belongs in the room that has its data.
"""
