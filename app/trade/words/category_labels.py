"""Names of categories and industries of the demo packs, so that pages say them in the reader's language.

A pack may name any other category: it is then shown as it stands.
"""

CATEGORY_LABELS = {
    name: name
    for name in (
        "Accessories", "Activewear", "Apparel", "Audio", "Backpacks", "Ball sports", "Bed linen", "Bicycles",
        "Blankets", "Cables", "Camp furniture", "Children", "Cookware", "Desk", "Dresses", "Drinkware",
        "Electronics", "Eyewear", "Fitness", "Gaming", "Glassware",
        "Home comfort", "Home goods", "Jackets", "Kettles",
        "Lighting", "Mugs", "Outdoor", "Plates", "Power", "Shirts", "Sleeping",
        "Small electronics", "Socks", "Sweatshirts",
        "T-shirts", "Tents", "Throws", "Towels", "Toys",
    )
}  # fmt: skip
