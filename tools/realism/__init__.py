"""Checks of the simulated world against what is known and what is wanted: `python -m tools.realism`."""
