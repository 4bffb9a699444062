"""The menus at the foot of a chat: what is on them, how they are drawn, published, and follow people."""
