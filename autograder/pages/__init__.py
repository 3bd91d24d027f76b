"""Self-contained pages: no network, no build step, data embedded as JSON.

In: frozen data, results above all. Out: the text of a page. A page may not read files, grade, or trust what it shows:
whatever a student wrote stays text.
"""
