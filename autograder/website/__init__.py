"""The course as a static web page that checks exercises in the browser.

In: a course, and a distribution of Python for browsers (Pyodide). Out: a folder that any web server can serve, in which
the lesson is read, exercises are written and checked by the engine itself, and a zip to hand in is made. Nothing is
sent anywhere.
"""
