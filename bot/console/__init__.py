"""The staff's console under /console/: a module a page parses, asks one use case and shows the result."""
