"""Doors for data from outside: the sample, later workbooks."""
