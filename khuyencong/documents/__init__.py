"""Files, official papers and their numbers."""
