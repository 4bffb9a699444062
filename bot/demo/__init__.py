"""The demo: everything in one process, on a clock that can be moved."""
