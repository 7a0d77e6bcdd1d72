"""Ours against the obvious alternative: `python -m bench`."""
