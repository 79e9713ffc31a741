"""Time stamps: recognised from a column of text, and continued beyond its end.

Nothing is guessed: a format counts only if it reads every value looked at, a step only if nearly all neighbours keep it.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from rnndsl.diagnostics.record import Record

FORMATS = (
    "%Y-%m-%d",
    "%Y-%m",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y/%m/%d",
    "%Y/%m",
    "%Y/%m/%d %H:%M",
    "%Y%m%d",
    "%d.%m.%Y",
    "%d.%m.%Y %H:%M",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%b %Y",
    "%Y-%b",
)
NUMBER = "number"
_LOOKED_AT = 200
_AGREE = 0.8
_SEASONS = {60.0: 60, 3600.0: 24, 86400.0: 7, 604800.0: 52}


class Clock(Record):
    """How a time column is written, and the step from row to row: `months`, or `seconds` (or plain units of a NUMBER).

    `month_end` keeps to the last day of each month; `weekdays` leaves out Saturdays and Sundays. Both steps are 0 where the
    rows keep none.
    """

    format: str
    months: int = 0
    seconds: float = 0.0
    month_end: bool = False
    weekdays: bool = False

    @property
    def season(self) -> int | None:
        """Steps after which people expect a series to repeat itself: 12 months, 24 hours, 7 days, 52 weeks."""
        if self.weekdays:
            return 5
        if self.months:
            return 12 // self.months if self.months < 12 and 12 % self.months == 0 else None
        return _SEASONS.get(self.seconds) if self.format != NUMBER else None

    def read(self, text: str) -> datetime | float:
        """The moment that a time stamp means; raises ValueError for one in another form."""
        return float(text) if self.format == NUMBER else datetime.strptime(text, self.format)

    def after(self, last: str, count: int) -> list[str]:
        """The `count` time stamps that follow one, or `+1`, `+2`, … where the rows keep no step."""
        if not self.months and not self.seconds:
            return [f"+{ahead}" for ahead in range(1, count + 1)]
        moment = self.read(last)
        if isinstance(moment, float):
            return [f"{moment + self.seconds * ahead:.12g}" for ahead in range(1, count + 1)]
        found: list[str] = []
        for _ in range(count):
            moment = self._next(moment)
            found.append(moment.strftime(self.format))
        return found

    def _next(self, moment: datetime) -> datetime:
        if not self.months:
            moment += timedelta(seconds=self.seconds)
            while self.weekdays and moment.weekday() > 4:
                moment += timedelta(days=1)
            return moment
        month = moment.year * 12 + moment.month - 1 + self.months
        last_day = monthrange(month // 12, month % 12 + 1)[1]
        return moment.replace(
            year=month // 12, month=month % 12 + 1, day=last_day if self.month_end else min(moment.day, last_day)
        )

    def to_json(self) -> dict[str, Any]:
        """The clock as plain data."""
        return {f: getattr(self, f) for f in ("format", "months", "seconds", "month_end", "weekdays")}


def recognise(stamps: Sequence[str]) -> Clock | None:
    """The clock of a time column, judged by its last rows; None where the stamps have no form known here."""
    looked_at = list(stamps[-_LOOKED_AT:])
    for form in FORMATS:
        try:
            moments = [datetime.strptime(stamp, form) for stamp in looked_at]
        except ValueError:
            continue
        return _stepped(form, moments)
    try:
        numbers = [float(stamp) for stamp in looked_at]
    except ValueError:
        return None
    steps = [round(b - a, 9) for a, b in pairwise(numbers)]
    return Clock(NUMBER, seconds=_agreed(steps) or 0.0)


def _stepped(form: str, moments: list[datetime]) -> Clock:
    pairs = list(pairwise(moments))
    months = _agreed([(b.year - a.year) * 12 + b.month - a.month for a, b in pairs])
    ends = all(m.day == monthrange(m.year, m.month)[1] for m in moments)
    if months and months > 0 and (ends or len({m.day for m in moments}) == 1):
        return Clock(form, months=int(months), month_end=ends and moments[0].day > 27)
    seconds = _agreed([(b - a).total_seconds() for a, b in pairs]) or 0.0
    weekdays = seconds == 86400 and len(moments) > 7 and all(m.weekday() < 5 for m in moments)
    if not seconds and len(moments) > 7 and all(m.weekday() < 5 for m in moments):
        within = [(b - a).total_seconds() for a, b in pairs if b.weekday() > a.weekday()]
        weekdays, seconds = _agreed(within) == 86400, 86400.0 if _agreed(within) == 86400 else 0.0
    return Clock(form, seconds=max(seconds, 0.0), weekdays=weekdays)


def _agreed(steps: Sequence[float]) -> float | None:
    """The step that nearly all neighbours keep, or None."""
    if not steps:
        return None
    step, times = Counter(steps).most_common(1)[0]
    return step if times >= _AGREE * len(steps) else None
