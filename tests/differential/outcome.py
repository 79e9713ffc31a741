"""How a comparison ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """`outcome` is one of the words below, `detail` says where and what.

    clean: both sides take the document and its first training step; refused: both refuse the same call, or the same head;
    unspoken: the language refuses the document; open: what only data can tell decides, and lint says nothing of it;
    disagreed: anything else.
    """

    outcome: str
    detail: str = ""
