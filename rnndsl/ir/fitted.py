"""What layers learn from the training part before training starts."""

from __future__ import annotations

from rnndsl.diagnostics.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Fitted(Record):
    """By layer name: `arguments` are those that the training data answered (see `Kind.learns`), as lists and numbers; `sizes`
    are what `${layer.vocabulary_size}` and its like then mean.

    A vocabulary holds its special tokens too, in Keras' order; moments are nested as deep as the layer has axes.
    """

    arguments: dict[str, dict[str, Any]] = {}
    sizes: dict[str, int] = {}

    @property
    def vocabularies(self) -> dict[str, list[Any]]:
        """The vocabularies alone."""
        return {name: found["vocabulary"] for name, found in self.arguments.items() if "vocabulary" in found}
