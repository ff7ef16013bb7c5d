"""English words of codes, for pages to translate."""
