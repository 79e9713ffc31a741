"""How named objects are found."""

from __future__ import annotations

import pytest

from rnndsl import objects
from rnndsl.objects._table import snake


@pytest.mark.parametrize(
    ("name", "spelling"),
    [("GlorotUniform", "glorot_uniform"), ("L1L2", "l1l2"), ("AUC", "auc"), ("F1Score", "f1_score"), ("MeanIoU", "mean_io_u")],
)
def test_snake_case_is_that_of_keras(name, spelling):
    """Keras derives the spelling of an object from its class by the same rule."""
    assert snake(name) == spelling


def test_every_spelling_leads_to_the_same_object():
    """`mse`, `MSE` and `mean_squared_error` are one loss, which is called by its class."""
    losses = objects.group("losses")
    assert losses["mse"] is losses["MSE"] is losses["mean_squared_error"] is losses["MeanSquaredError"]
    assert losses["mse"].target == "keras.losses.MeanSquaredError"


def test_an_unknown_group_is_our_own_mistake():
    """Groups are a closed list."""
    with pytest.raises(KeyError):
        objects.group("layers")
