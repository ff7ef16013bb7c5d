"""Papers of a deal, their examination, declarations, and the document workshop."""
