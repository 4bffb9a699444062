"""The data: plain values, tables, queries and migrations. Imports none of our other packages."""
