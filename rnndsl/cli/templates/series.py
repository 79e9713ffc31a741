"""A monthly series as shops know it: growth that swells and ebbs over three years, two busy seasons, a little noise."""

from __future__ import annotations

import math
from random import Random

SEASON = (0.86, 0.83, 0.95, 1.02, 1.13, 1.08, 0.94, 0.91, 0.98, 1.05, 1.09, 1.24)
YEARS, FIRST_YEAR = 12, 2010
GROWTH, SWING, CYCLE, PHASE = 0.009, 0.006, 36, 30  # per month; the swing is what a model can learn and a mean cannot


def sales(seed: int, column: str = "Sales", level: float = 240.0) -> str:
    """144 months as CSV with the columns `Month` (2010-01 …) and `column` (whole numbers, `level` at the start)."""
    random = Random(seed)
    trend, lines = math.log(level), [f"Month,{column}"]
    for month in range(12 * YEARS):
        trend += GROWTH + SWING * math.sin(2 * math.pi * (month + PHASE) / CYCLE)
        value = round(math.exp(trend + 0.015 * normal(random)) * SEASON[month % 12])
        lines.append(f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02},{value}")
    return "\n".join(lines) + "\n"


def normal(random: Random) -> float:
    """A number that is nearly normally distributed: mean 0, deviation 1."""
    return sum(random.random() for _ in range(12)) - 6
