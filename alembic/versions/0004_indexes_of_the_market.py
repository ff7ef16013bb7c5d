"""Indexes that lead with what is asked: the course, the shop; none on a state alone, across all courses.

Revision: 0004_indexes_of_the_market. SQLite took an index on `state` for the cheaper way and read the listings of every course.
"""

from alembic import op

revision = "0004_indexes_of_the_market"
down_revision = "0003_practice_attempt"
branch_labels = None
depends_on = None

_OF_STATE = ("consumer_order", "inquiry", "listing", "order", "purchase", "quotation", "shipment")
_LISTING = {
    "ix_listing_of_category": ["course_id", "state", "category", "quality"],
    "ix_listing_of_search": ["course_id", "search_key"],
    "ix_listing_of_shop": ["shop_id", "state", "sold_pieces", "rating_sum", "rating_count"],
}


def upgrade() -> None:
    """Make the new indexes, drop those that led astray."""
    for name, columns in _LISTING.items():
        op.create_index(name, "listing", columns)
    for table in _OF_STATE:
        op.drop_index(f"ix_{table}_state", table)
    for column in ("category", "shop_id"):
        op.drop_index(f"ix_listing_{column}", "listing")


def downgrade() -> None:
    """As it was."""
    for column in ("category", "shop_id"):
        op.create_index(f"ix_listing_{column}", "listing", [column])
    for table in _OF_STATE:
        op.create_index(f"ix_{table}_state", table, ["state"])
    for name in _LISTING:
        op.drop_index(name, "listing")
