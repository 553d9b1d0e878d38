"""Pure rules over frozen facts: each returns what it found, with figures and citation."""
