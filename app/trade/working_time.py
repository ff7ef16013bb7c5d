"""Working days and hours of a person in another country: when they read, until when they wait."""

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_LONGEST = 60  # days: longer than any row of holidays


@dataclass(frozen=True, slots=True)
class Office:
    """Time zone, days off and hours of one office. weekend: ISO weekdays, Monday 1."""

    time_zone: str
    weekend: frozenset[int] = frozenset({6, 7})
    holidays: Set[date] = field(default_factory=frozenset)
    opens: time = time(9)
    closes: time = time(17, 30)

    def works_on(self, on: date) -> bool:
        """Whether the office works on that local day."""
        return on.isoweekday() not in self.weekend and on not in self.holidays


def local_day(office: Office, at: datetime) -> date:
    """The calendar day at the office."""
    return at.astimezone(ZoneInfo(office.time_zone)).date()


def next_working_moment(office: Office, at: datetime) -> datetime:
    """The instant itself if the office works then, else the next opening; UTC."""
    zone = ZoneInfo(office.time_zone)
    local = at.astimezone(zone)
    if office.works_on(local.date()) and office.opens <= local.time() < office.closes:
        return at
    day = local.date()
    if local.time() >= office.closes or not office.works_on(day):
        day += timedelta(days=1)
    for _ in range(_LONGEST):
        if office.works_on(day):
            break
        day += timedelta(days=1)
    return datetime.combine(day, office.opens, zone).astimezone(UTC)


def answer_due(office: Office, at: datetime, hours: int) -> datetime:
    """When an answer is due that is asked for within `hours` of working days: at a moment when the office
    works, since that is when somebody there notices that it has not come; UTC.
    """
    return next_working_moment(office, working_days_later(office, at, hours))


def working_days_later(office: Office, at: datetime, hours: int) -> datetime:
    """`hours` later, where days off at the office do not count; UTC.

    Args: hours >= 0 of the whole day and night, as people say "within 24 hours".
    """
    zone = ZoneInfo(office.time_zone)
    reached = at
    left = timedelta(hours=hours)
    while left > timedelta(0):
        local = reached.astimezone(zone)
        midnight = datetime.combine(local.date() + timedelta(days=1), time(0), zone).astimezone(UTC)
        if office.works_on(local.date()):
            spent = min(left, midnight - reached)
            left -= spent
            reached += spent
        else:
            reached = midnight
    return reached.astimezone(UTC)


def working_hours(office: Office, since: datetime, until: datetime) -> timedelta:
    """The time between two instants, where days off at the office do not count; none where `until` is
    earlier.
    """
    zone = ZoneInfo(office.time_zone)
    reached, spent = since, timedelta(0)
    while reached < until:
        day = reached.astimezone(zone).date()
        midnight = datetime.combine(day + timedelta(days=1), time(0), zone).astimezone(UTC)
        then = min(midnight, until)
        spent += then - reached if office.works_on(day) else timedelta(0)
        reached = then
    return spent


def common_working_moment(first: Office, second: Office, at: datetime) -> datetime:
    """The first moment from `at` on at which both offices work, on the full or half hour; UTC.

    Where no hour of the coming weeks is common to both, the first office's own next moment.
    """
    found = next_half_hour(at)
    for _ in range(_LONGEST):
        both = next_half_hour(next_working_moment(second, next_working_moment(first, found)))
        if both == found:
            return both
        found = both
    return next_working_moment(first, at)


def next_half_hour(at: datetime) -> datetime:
    """The instant itself if it is a full or half hour, else the next one."""
    over = timedelta(minutes=at.minute % 30, seconds=at.second, microseconds=at.microsecond)
    return at + timedelta(minutes=30) - over if over else at
