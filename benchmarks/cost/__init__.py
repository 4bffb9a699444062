"""What a message costs the web process, beside line-bot-sdk's own Flask example doing nothing but echo."""
