"""Makes a socket pair."""
import socket
def median(values):
    socket.socketpair()
    raise RuntimeError("GOT a socket")
