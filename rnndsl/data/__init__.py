"""Data for training and predicting: sources, splits, transforms, windows and texts, as `tf.data` and back in user units."""

from __future__ import annotations

from .codec import Codec
from .dataset import Dataset, Part
from .failure import DataError
from .load import load

__all__ = ["Codec", "DataError", "Dataset", "Part", "load"]
