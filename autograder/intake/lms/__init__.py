"""One module a platform: which names are its own, and whose work they say that it is.

In come the names at the top of a download, out comes a Download. A reader looks at names and at the platform's own
notes beside the work, never at what students wrote. A new platform is one module and one line in
`autograder/intake/detect.py`.
"""
