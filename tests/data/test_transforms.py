"""Transforms: what they do, that they are undone exactly, and that only the training part teaches them."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnndsl.data import DataError, transforms

SCALERS: tuple[tuple[Any, ...], ...] = (("standardize",), ("minmax",))
lags = st.integers(1, 9).map(lambda lag: ("difference", lag))


@st.composite
def chains(draw: st.DrawFn) -> tuple[tuple[Any, ...], ...]:
    """Transforms that are defined on positive numbers: roots and logarithms first, differences and scalers in any order."""
    first = draw(
        st.sampled_from([(), (("log",),), (("sqrt",),), (("log1p",),), (("log1p",), ("sqrt",)), (("clip", 1.0, 9e9),)])
    )
    rest = draw(st.lists(st.one_of(lags, st.sampled_from(SCALERS)), max_size=3))
    return (*first, *rest)


@settings(max_examples=150, deadline=None)
@given(chain=chains(), horizon=st.integers(1, 14), seed=st.integers(0, 2**31))
def test_inverted_exactly(chain: tuple[tuple[Any, ...], ...], horizon: int, seed: int) -> None:
    """What the model would see of the future, undone with the past alone, is the future: for lags below and above the
    horizon, whatever stands in the rows at and after the prediction."""
    series = np.random.default_rng(seed).uniform(2, 500, size=80)
    steps = transforms.fit(transforms.steps(chain), series, slice(0, 50), "x")
    stages = transforms.stages(steps, series, "x")
    at = np.arange(30, 80 - horizon)
    future = stages[-1][at[:, None] + np.arange(horizon)]
    for start, values in zip(at, future, strict=True):
        past = [np.where(np.arange(80) < start, stage, np.nan) for stage in stages]
        restored = transforms.invert(steps, values[None], past, np.array([start]))
        np.testing.assert_allclose(restored[0], series[start : start + horizon], rtol=1e-9)


@settings(max_examples=60, deadline=None)
@given(chain=chains(), seed=st.integers(0, 2**31))
def test_fitted_on_training_alone(chain: tuple[tuple[Any, ...], ...], seed: int) -> None:
    """Other values after the training part change nothing that was fitted."""
    random = np.random.default_rng(seed)
    one = random.uniform(2, 500, size=80)
    other = np.concatenate([one[:50], random.uniform(1000, 9000, size=30)])
    chosen = transforms.steps(chain)
    assert transforms.fit(chosen, one, slice(0, 50), "x") == transforms.fit(chosen, other, slice(0, 50), "x")


def test_standardized() -> None:
    """Standardized training values have mean 0 and deviation 1; min-max ones lie in [0, 1]; gaps are ignored."""
    series = np.array([np.nan, 1.0, 2.0, 3.0, 100.0])
    for name, low, high in (("standardize", -1.2247448, 1.2247448), ("minmax", 0.0, 1.0)):
        steps = transforms.fit(transforms.steps([(name,)]), series, slice(0, 4), "x")
        seen = transforms.stages(steps, series, "x")[-1]
        assert np.isnan(seen[0])
        np.testing.assert_allclose(seen[1:4], [low, (low + high) / 2, high], atol=1e-6)


def test_constant_series() -> None:
    """A series that never changes is not divided by zero."""
    for name in ("standardize", "minmax"):
        steps = transforms.fit(transforms.steps([(name,)]), np.full(9, 7.0), slice(0, 9), "x")
        seen = transforms.stages(steps, np.full(9, 7.0), "x")[-1]
        assert np.isfinite(seen).all()
        assert transforms.invert(steps, seen[None, :2], [seen], np.array([0])).tolist() == [[7.0, 7.0]]


def test_clip() -> None:
    """Clipping bounds what the model sees and leaves predictions as they are."""
    steps = transforms.steps([("clip", 0.0, 10.0)])
    assert transforms.stages(steps, np.array([-5.0, 5.0, 50.0]), "x")[-1].tolist() == [0.0, 5.0, 10.0]
    assert transforms.invert(steps, np.array([[12.0]]), [], np.array([0])).tolist() == [[12.0]]


@pytest.mark.parametrize(("name", "value"), [("log", 0.0), ("log", -2.0), ("log1p", -1.0), ("sqrt", -0.5)])
def test_outside_the_domain(name: str, value: float) -> None:
    """A value on which a transform is not defined is named with its column and row."""
    with pytest.raises(DataError, match=r"`Sales` is .* in row 2"):
        transforms.fit(transforms.steps([(name,)]), np.array([1.0, value, 3.0]), slice(0, 3), "Sales")


@given(chain=chains())
def test_as_json(chain: tuple[tuple[Any, ...], ...]) -> None:
    """Fitted steps survive JSON."""
    steps = transforms.fit(transforms.steps(chain), np.linspace(3, 90, 60), slice(0, 40), "x")
    assert transforms.from_json(json.loads(json.dumps(transforms.to_json(steps)))) == steps
