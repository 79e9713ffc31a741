"""Writes pulses.csv: a signal that is silent between sharp pulses, whose distance swings slowly. `python pulses.py`."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta
from pathlib import Path

STEPS, SEED = 1600, 1


def pulses() -> str:
    """The file's text: an hour a line, always the same."""
    noise, phase, lines = random.Random(SEED), 0.0, ["hour,pulse"]
    start = datetime(2024, 1, 1)
    for step in range(STEPS):
        phase += 1 / (12 + 3 * math.sin(step / 90))
        height = math.exp(-40 * (phase % 1 - 0.5) ** 2)
        lines.append(f"{start + timedelta(hours=step):%Y-%m-%d %H:%M},{height + noise.gauss(0, 0.02):.3f}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("pulses.csv").write_text(pulses(), encoding="utf-8")
