"""What staff do, for the command line and all pages: functions that return values."""
