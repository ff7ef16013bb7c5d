"""The verb of a review: a buyer judges a deal that is over."""

from typing import Any

from app.actions.act import Act
from app.actions.given import BuyersLetter
from app.actions.policies import party
from app.actions.registry import Facts, action
from app.models.inquiry import Inquiry
from app.models.listing import Listing
from app.models.order import Order
from app.models.review import Review
from app.trade.refusal import NotOpenNow, RuleBroken


class Write(BuyersLetter):
    """Stars from 1 to 5, the words, and the reasons that led to them."""

    stars: int
    reasons: list[dict[str, Any]]


@action("review.write", Order, Write, allow=party("buyer"))
def write(act: Act, order: Order, given: Write) -> Facts:
    """Review a delivered order; the stars count for the listing.

    Raises: NotOpenNow("review.not_delivered"), RuleBroken("review.written_already"),
        RuleBroken("review.stars_out_of_range").
    """
    if order.state not in ("delivered", "perished", "completed"):
        raise NotOpenNow("review.not_delivered", state=order.state)
    if act.rows(Review, order_id=order.id):
        raise RuleBroken("review.written_already")
    if not 1 <= given.stars <= 5:
        raise RuleBroken("review.stars_out_of_range", "stars")
    inquiry = act.find(Inquiry, order.inquiry_id)
    review = Review(
        team_id=order.team_id,
        buyer_id=order.buyer_id,
        listing_id=inquiry.listing_id,
        order_id=order.id,
        stars=given.stars,
        body=given.body,
        reasons=given.reasons,
        written_at=act.now,
    )
    act.add(review)
    if inquiry.listing_id is not None:
        listing = act.find(Listing, inquiry.listing_id)
        listing.rating_sum += given.stars
        listing.rating_count += 1
    return {"stars": given.stars, "reasons": [each["code"] for each in given.reasons]}
