"""Products as enterprises hand them in: the data pack read, checked and compared."""
