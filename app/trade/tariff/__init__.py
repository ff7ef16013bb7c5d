"""The Harmonized System: codes, the finder and its argument, what goods are by their code."""
