"""Plain scalars mean what YAML 1.2 says."""

from __future__ import annotations

import math

import pytest

from rnndsl.frontend.scalars import scalar

MEANINGS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None, "nUll": "nUll",
    "true": True, "True": True, "FALSE": False, "yes": "yes", "no": "no", "on": "on", "off": "off", "y": "y",
    "0": 0, "-7": -7, "+7": 7, "017": 17, "0o17": 15, "0x1F": 31, "0b1": "0b1", "1_000": "1_000",
    "1e-3": 1e-3, "1e3": 1e3, "1.": 1.0, ".5": 0.5, "-1.5E+2": -150.0, ".": ".", "-": "-", "+": "+", "e3": "e3",
    "1:30": "1:30", "12:30:45": "12:30:45", "2001-01-01": "2001-01-01", "15%": "15%", "1.2.3": "1.2.3",
    ".inf": math.inf, "-.INF": -math.inf, "inf": "inf", "nan": "nan", "<<": "<<", "=": "=", "٣": "٣",
}  # fmt: skip


@pytest.mark.parametrize("text", MEANINGS)
def test_meaning(text: str) -> None:
    """Type and value are those of the core schema."""
    found = scalar(text)
    assert found == MEANINGS[text]
    assert type(found) is type(MEANINGS[text])


def test_not_a_number_and_numbers_without_end() -> None:
    """`.nan` is not a number; a number of thousands of digits is no number that a model needs."""
    assert math.isnan(scalar(".nan"))
    assert scalar("9" * 5000) == math.inf
