"""The edge: LINE, Flask, threads, APScheduler, the environment and the clock."""
