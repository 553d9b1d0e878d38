"""Administrative units before and after July 2025, dated, with their successors."""
