"""LINE: the client that calls it, its events and its messages as our values."""
