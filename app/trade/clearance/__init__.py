"""Export and import clearance: declarations, origin, duty and tax, what the law asks."""
