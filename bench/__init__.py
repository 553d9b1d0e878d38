"""How fast it is at national size: an invented country, the product on it, and what bounds it.

`make bench` fills a database of its own, asks the product and its measures in turn and writes the
table of docs/performance.md. Nothing of the product imports this package.
"""
