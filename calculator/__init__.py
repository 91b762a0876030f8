"""What settings cost: memory, time and money of running and training language models, from formulas that can be read.

Pure Python. `memory`, `speed`, `work` and `money` hold the formulas, each a small function with its source and with
the units in its names. `inference`, `training` and `comparison` are the three parts of the page: they declare their
fields, put the numbers in, and say the result as text. `door` is what the page's worker asks.
"""
