"""Letters of credit: what a credit asks for, its soft clauses, its SWIFT message."""
