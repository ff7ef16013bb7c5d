"""Product pictures drawn by program: a stage with light and shadow, a drawing for each kind of product."""
