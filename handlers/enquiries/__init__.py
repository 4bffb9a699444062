"""Questions about programmes: what is asked, the answer from the programme's data, and whom to ask."""
