"""Who may be supported: pure rules over frozen facts."""
