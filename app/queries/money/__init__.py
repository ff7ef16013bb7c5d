"""Payments, books, refunds, and the calculator."""
