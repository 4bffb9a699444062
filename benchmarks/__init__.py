"""Measurements beside the simple ways of doing the same, in one run: figures are ratios."""
