"""Policies for missing values, none of which may look into a later part."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnndsl.data import DataError
from rnndsl.data.missing import fill

NAN = np.nan


def test_policies() -> None:
    """Forward repeats, interpolate draws lines, zero puts zero; what comes before the first value stays missing."""
    series = np.array([NAN, 1.0, NAN, NAN, 4.0, NAN])
    np.testing.assert_array_equal(fill(series, "forward", (), "x"), [NAN, 1, 1, 1, 4, 4])
    np.testing.assert_allclose(fill(series, "interpolate", (), "x"), [NAN, 1, 2, 3, 4, 4])
    np.testing.assert_array_equal(fill(series, "zero", (), "x"), [0, 1, 0, 0, 4, 0])


def test_error_names_the_row() -> None:
    """Without a policy, the first missing value is named and the policies are offered."""
    with pytest.raises(DataError, match=r"`x` has 2 missing values, the first in row 2: .*missing: forward"):
        fill(np.array([1.0, NAN, NAN]), "error", (), "x")


def test_nothing_missing() -> None:
    """A whole series passes under every policy."""
    series = np.arange(5.0)
    for policy in ("error", "forward", "interpolate", "zero"):
        assert fill(series, policy, (2,), "x") is series


@settings(max_examples=80, deadline=None)
@given(
    gaps=st.lists(st.booleans(), min_size=30, max_size=30),
    border=st.integers(1, 29),
    policy=st.sampled_from(["forward", "interpolate", "zero"]),
)
def test_nothing_reaches_back_over_a_border(gaps: list[bool], border: int, policy: str) -> None:
    """Values of a later part never change what an earlier part is filled with."""
    series = np.where(gaps, NAN, np.arange(30.0))
    other = np.where(np.arange(30) < border, series, series * 7 + 1000)
    one, two = fill(series, policy, (border,), "x"), fill(other, policy, (border,), "x")
    np.testing.assert_array_equal(one[:border], two[:border])
