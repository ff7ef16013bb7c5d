"""The rule by which the market orders what it found: one for the page that people see and for simulated
consumers.

Score of a listing, which orders "best match":
    relevance * (0.5 + 0.5 * quality / 100) * (0.6 + 0.4 * rating / 5) * (0.7 + 0.3 * 2 ** (-age_days / 60))
relevance: 0.4, and up to 1 by the share of the asked words that stand in the title; 1 without search words. A
database's own measure would lean on every course of the site, and differ between SQLite and PostgreSQL;
quality: the listing's own score; rating: mean stars drawn to 3.5 by five reviews that nobody wrote; age: days
since publication. Equal ones take turns from day to day, by shop and title. Weights are the house's own, an
assumption of teaching.
"""

from datetime import date
from zlib import crc32

TEXT_SHARE = 0.4
PRIOR_STARS, PRIOR_REVIEWS, HALF_LIFE_DAYS = 3.5, 5, 60


def relevance(title: str, phrases: list[list[str]]) -> float:
    """How well a title meets what was asked. title: its search words; phrases: of `asked_words`, the last by
    its
    start.
    """
    if not phrases:
        return 1.0
    words = f" {title} "
    hits = sum(f" {' '.join(phrase)} " in words for phrase in phrases[:-1])
    hits += f" {' '.join(phrases[-1])}" in words
    return TEXT_SHARE + (1 - TEXT_SHARE) * hits / len(phrases)


def drawn_rating(rating_sum: int, rating_count: int) -> float:
    """Mean stars, drawn to 3.5 by five reviews that nobody wrote."""
    return (rating_sum + PRIOR_STARS * PRIOR_REVIEWS) / (rating_count + PRIOR_REVIEWS)


def freshness(today: date, published_on: date) -> float:
    """1 on the day of publication, falling to 0.7."""
    age_days = max(0, today.toordinal() - published_on.toordinal())
    return 0.7 + 0.3 * 2 ** (-age_days / HALF_LIFE_DAYS)


def score(relevant: float, quality: int, rating: float, fresh: float) -> float:
    """What "best match" goes by."""
    return relevant * (0.5 + quality / 200) * (0.6 + 0.4 * rating / 5) * fresh


def turn(today: date, shop: str, title: str) -> int:
    """Where one stands among equals on a day. shop: its slug; title: the listing's search title."""
    return crc32(f"{today.toordinal()}|{shop}|{title}".encode())
