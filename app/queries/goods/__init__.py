"""Goods on their way: purchase, carriage, cover, border, with what each costs."""
