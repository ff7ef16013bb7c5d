"""Refusals of the door itself. Before the door nothing is written: neither a row nor evidence."""

from app.trade.refusal import Refusal


class Missing(Refusal):
    """Not there, or not yours: the same answer, so that nobody learns what others have. 404."""

    def __init__(self) -> None:
        super().__init__("door.missing")


class Forbidden(Refusal):
    """The subject is yours to see, but your role cannot do this. 403. Figures: who may."""


class SignInNeeded(Refusal):
    """Nobody is signed in. 401."""

    def __init__(self) -> None:
        super().__init__("door.sign_in_needed")


class KeyReused(Refusal):
    """An idempotency key came back with another asking. 422."""

    def __init__(self) -> None:
        super().__init__("door.key_reused")


class CourseArchived(Refusal):
    """The course is archived: its record is closed. 409."""

    def __init__(self) -> None:
        super().__init__("door.course_archived")


class Busy(Refusal):
    """The database cannot write now (full disk, locked by another program). 503: nothing was saved."""

    def __init__(self) -> None:
        super().__init__("door.busy")
