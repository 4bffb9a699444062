"""What one process is made of: settings, clock, logs, metrics, model, scheduler, and their wiring."""
