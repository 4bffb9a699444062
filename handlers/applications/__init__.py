"""Applications: the form and its questions, sending in, deciding, and an applicant's own."""
