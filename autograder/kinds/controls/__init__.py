"""What an exercise has in a page where a plain text editor would not do: as data, and no word of how it looks.

In: a stub, and the solution where there is one. Out: a shape that a page knows (code, text, prose, fields, sheet), the
stub cut into parts where something is filled in, and a file's text read back into what stands at each place. A kind
chooses a shape (`Kind.controls`), and may bring a subclass of its own.
"""
