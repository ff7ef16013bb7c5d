"""Stored codes, fields and values in the reader's words."""
