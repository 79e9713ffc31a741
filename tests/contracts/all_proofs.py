"""Every proof: importing this registers those of all areas."""

from __future__ import annotations

from . import proofs_of_masks, proofs_of_shapes, proofs_of_states, proofs_of_training  # noqa: F401 (their proofs join the table)
from .proofs import PROOFS

__all__ = ["PROOFS"]
