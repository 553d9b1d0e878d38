"""Sources, appropriations and the append-only double-entry journal."""
