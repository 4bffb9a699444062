"""What is true: plain values, tables, queries and migrations. Imports nothing of ours."""
