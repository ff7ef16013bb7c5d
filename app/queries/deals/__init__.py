"""Buyers and talks: inquiry, quotation, order, samples, calls, complaints, letters that ask for money."""
