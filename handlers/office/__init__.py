"""What staff do, for the command line and every page alike: functions that return values."""
