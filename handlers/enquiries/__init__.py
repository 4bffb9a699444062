"""Questions about programmes: what is asked, the answer from programme data, and whom to ask."""
