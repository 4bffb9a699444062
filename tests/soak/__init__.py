"""Long tests of what must not be lost or doubled, whatever breaks: `make soak`."""
