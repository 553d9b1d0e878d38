"""The door for data from outside: today the real sample of the try-out, in the folder `sample`.

Rows are read as published, their words translated by one table, their places found in `geography`, and
handed to the set services of the packages that own them; nothing here writes a table of its own.
"""
