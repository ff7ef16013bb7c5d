"""The examination of a set of papers, against the contract or as a bank does under a credit."""
