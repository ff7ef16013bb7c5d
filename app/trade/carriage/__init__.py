"""Terms, packing, freight, cargo insurance and its claims, inspection by sample."""
