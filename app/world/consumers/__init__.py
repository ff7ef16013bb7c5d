"""The demand of consumers: who comes on a day, what they see, click and buy. Arrays in, arrays out; no
database.
"""
