"""LINE: the client that calls it, and its events and messages as our values."""
