"""Four complete demo packs of four invented enterprises, and the program that draws their pictures."""
