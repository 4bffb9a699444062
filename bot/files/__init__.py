"""Files in and out: fetching what people sent, telling its type, writing tables."""
