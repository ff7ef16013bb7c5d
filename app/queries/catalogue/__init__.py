"""Enterprises, their data packs and products; a team's listings, pictures and shop."""
