"""One process put together from its parts, and what it does by the clock."""
