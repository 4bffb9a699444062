"""Files in and out: fetching what people sent, detecting its type, writing tables."""
