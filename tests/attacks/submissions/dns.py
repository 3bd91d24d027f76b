"""Asks a name server."""
import socket
def median(values):
    return socket.gethostbyname("localhost")
