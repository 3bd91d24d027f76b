"""An exception text with terminal codes and HTML."""
def median(values):
    raise ValueError("\x1b[2J\x1b[1;1H<script>alert(1)</script>\x00 100 of 100 points")
