"""Two clocks: the wall's, and a course's simulated one."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Shanghai")  # the teams' own time zone: the sellers sit in China
MORNING = time(8, 0)


def wall_now() -> datetime:
    """The real time, UTC. The only place that reads it for the product."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class CourseClock:
    """A course's clock: `at` is where it stood at `wall_at`; running adds `speed` seconds for each real
    one.
    """

    state: str  # paused, running, stepping
    at: datetime
    wall_at: datetime
    speed: int
    target_at: datetime | None = None

    def now(self, wall: datetime, due_at: datetime | None = None) -> datetime:
        """Simulated time, which never passes an entry that is due and not yet performed (`due_at`)."""
        if self.state != "running":
            return self.at
        moved = max(timedelta(0), wall - self.wall_at) * self.speed
        now = self.at + moved
        return max(self.at, min(now, due_at)) if due_at else now


def home_date(at: datetime) -> date:
    """The calendar day in the sellers' time zone."""
    return at.astimezone(HOME).date()


def home_time(on: date, clock: time = MORNING) -> datetime:
    """The instant of a wall-clock time on a day in the sellers' time zone, UTC."""
    return datetime.combine(on, clock, HOME).astimezone(UTC)


def next_morning(at: datetime) -> datetime:
    """08:00 of the next day in the sellers' time zone."""
    today = home_time(home_date(at))
    return today if at < today else home_time(home_date(at) + timedelta(days=1))
