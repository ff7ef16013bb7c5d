"""How a letter is read by rules alone: language, asks answered, figures, claims, tone."""
