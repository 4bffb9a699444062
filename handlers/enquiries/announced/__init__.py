"""What a programme's data state in rows: days, rounds, fees, headed facts; picked by what was asked."""
