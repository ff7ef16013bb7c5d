"""A team's books: entries, proceeds, result of a deal, refund of VAT on export."""
