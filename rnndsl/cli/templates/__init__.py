"""What `rnndsl new` writes: a model file that trains as it stands, and a sample of data made for it.

The data are made, never copied, and the same seed makes the same bytes everywhere: only `Random.random` is used, whose
stream Python keeps for ever. The folder `examples/` holds data from the same makers.
"""

from __future__ import annotations

import os

from rnndsl.diagnostics.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from random import Random
    from typing import TypeVar

    T = TypeVar("T")

DESCRIPTIONS = {
    "forecast": "forecast the next twelve months of a seasonal series (LSTM)",
    "classify": "tell from a name which language it comes from (bidirectional LSTM over characters)",
    "translate": "translate English sentences into French (LSTM encoder and decoder)",
}


class Project(Record):
    """Files by relative path, the model file among them. To try the trained model: `sample` is a file to predict from, or
    `spoken` a text."""

    model: str
    files: dict[str, str]
    sample: str = ""
    spoken: str = ""


def project(template: str, seed: int = 0) -> Project:
    """The files of a template; raises KeyError for a name that is not among DESCRIPTIONS."""
    sample = spoken = ""
    if template == "forecast":
        from .series import sales

        sample = "sales.csv"
        files = {sample: sales(seed)}
    elif template == "classify":
        from .words import names

        spoken = "Sveström"
        files = {f"names/{language}.txt": text for language, text in names(seed).items()}
    elif template == "translate":
        from .sentences import pairs

        spoken = "she eats the red apple"
        files = {"pairs.tsv": pairs(seed)}
    else:
        raise KeyError(template)
    model = f"{template}.yaml"
    with open(os.path.join(os.path.dirname(__file__), model), encoding="utf-8") as file:
        return Project(model, {model: file.read(), **files}, sample, spoken)


def pick(random: Random, items: tuple[T, ...] | list[T]) -> T:
    """One of the items, all equally likely."""
    return items[int(random.random() * len(items))]
