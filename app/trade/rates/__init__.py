"""Rates with dates: kinds, units, what a course lays over the reference."""
