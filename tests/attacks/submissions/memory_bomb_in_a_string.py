"""Doubles a text without end."""
def median(values):
    text = "x"
    while True:
        text += text
