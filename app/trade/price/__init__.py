"""What goods cost and what a quotation or a listing must ask."""
