"""The seller's home page."""
