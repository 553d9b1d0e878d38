"""How published figures and records make one cell; plain Python."""
