"""A person's data: seen, saved, consent taken back, erased; and how long it is kept."""
