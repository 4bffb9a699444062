"""What the staff's console says, a module a subject; words of one page only are in its template."""
