"""Rates and figures of the reference on a day, what a course lays over them, and the rule date."""
