"""What happened, who did it and why: append-only events in a hash chain."""
