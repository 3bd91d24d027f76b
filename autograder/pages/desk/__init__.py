"""The marking desk as a page on this machine: who may ask, what is asked, what is shown."""
