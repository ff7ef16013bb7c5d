"""How money moves: methods and terms of payment, charges, platform fees, foreign exchange."""
