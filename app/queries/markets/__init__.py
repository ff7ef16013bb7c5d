"""The public market: storefront, search, what consumers saw and bought, parcels and returns."""
