"""Applications: the form and its questions, submitting, deciding, and applicants' own."""
