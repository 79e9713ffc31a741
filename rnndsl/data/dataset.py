"""A data section, read: its parts, what undoes its transforms, and what layers adapt on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from rnndsl.diagnostics.record import Record, replace
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.graph import Graph
from rnndsl.probe.plan import FieldPlan

from .codec import Codec
from .failure import DataError
from .feeds import Feed
from .series import Series
from .text import Texts, encode, framed, joint, read_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    import tensorflow as tf

Rows = npt.NDArray[np.intp]


class Part(Record):
    """Training, validation or test: which samples, and where their tensors come from.

    `rows` (samples,) are row numbers of the source; for windows, the row where each begins. `encoded` gathers the targets as
    the loss meets them, `truth` what the user measures: floats in the user's units, class numbers, texts.
    """

    name: str
    rows: Rows
    inputs: dict[str, Feed]
    encoded: dict[str, Feed]
    truth: dict[str, Feed]
    series: Series
    length: int
    codec: Codec

    @property
    def samples(self) -> int:
        """Number of samples."""
        return len(self.rows)

    @property
    def starts(self) -> Rows:
        """The row of each sample's (first) target: (samples,)."""
        return self.rows + self.length

    def batches(
        self,
        batch_size: int,
        shuffle: bool = False,
        seed: int = 0,
        drop_remainder: bool = False,
        epoch: int = 0,
    ) -> tf.data.Dataset:
        """Batches of `(inputs, targets)`, see `data.batches.batches`; raises DataError where texts are not encoded yet."""
        from .batches import batches

        waiting = sorted(self.truth.keys() - self.encoded.keys())
        if waiting:
            raise DataError(f"the target `{waiting[0]}` is text: `encode:` must name a TextVectorization layer of the model")
        return batches(self.rows, self.inputs, self.encoded, batch_size, shuffle, seed, drop_remainder, epoch)

    def arrays(self) -> tuple[dict[str, npt.NDArray[Any]], dict[str, npt.NDArray[Any]]]:
        """All inputs and targets at once, in NumPy: the reference for `batches`, and for what is small."""
        return (
            {name: feed.take(self.rows) for name, feed in self.inputs.items()},
            {name: feed.take(self.rows) for name, feed in self.encoded.items()},
        )

    def targets(self) -> dict[str, npt.NDArray[Any]]:
        """What the user measures, by target: (N, horizon), (N, horizon, columns) or (N, columns) floats in the user's units;
        class numbers; texts."""
        return {name: feed.take(self.rows) for name, feed in self.truth.items()}

    def restore(self, predictions: dict[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
        """Predictions for this part's samples, in order, in the units of `targets`; class probabilities pass unchanged."""
        return self.codec.restore(predictions, self.series, self.starts)


class Dataset(Record):
    """All parts (those without samples are absent), the codec, and the source's files for fingerprints.

    `season` is the number of steps after which the series should repeat itself, where the file or the clock tells; `moments`
    (T,) are the time stamps of the rows as dates or numbers, empty without a readable time column.
    """

    parts: dict[str, Part]
    codec: Codec
    graph: Graph
    fields: tuple[tuple[FieldPlan, ...], tuple[FieldPlan, ...]]
    columns: dict[str, Texts]
    files: tuple[str, ...]
    season: int | None = None
    moments: tuple[Any, ...] = ()

    @property
    def training(self) -> Part:
        """The part that everything is fitted on."""
        return self.parts["training"]

    def raw(self, target: str) -> npt.NDArray[np.float64]:
        """The whole series of a numeric target in the user's units: (T, columns)."""
        field = next(f for f in self.fields[1] if f.name == target)
        return self.training.series.raw(field.names)

    def texts(self, layer: str) -> tf.data.Dataset:
        """Batches of the training texts that a text layer meets: those of the inputs that it reads, and of the targets that
        it encodes. Raises DataError for a layer that meets none."""
        import tensorflow as tf

        sources = {ref.node for node in self.graph.nodes if node.layer.name == layer for ref in node.inputs}
        inputs, targets = self.fields
        fields = [f for f in inputs if f.kind == "text" and f.name in sources]
        fields += [f for f in targets if f.kind == "text" and f.encode == layer]
        if not fields:
            raise DataError(f"the layer `{layer}` learns its vocabulary from texts, but it reads no text input of `data`")
        rows = self.training.rows
        found = [framed(self.columns[c][rows], *tokens, joint(self.graph, layer)) for c, tokens in read_by(fields).items()]
        return tf.data.Dataset.from_tensor_slices(np.concatenate(found).tolist()).batch(1024)

    def floats(self, layer: str) -> Iterator[npt.NDArray[np.float32]]:
        """Batches of the training inputs that a layer reads; raises DataError where it reads no input of numbers."""
        refs = [ref.node for node in self.graph.nodes if node.layer.name == layer for ref in node.inputs]
        known = [ref for ref in refs if ref in self.training.inputs]
        if not known:
            raise DataError(f"the layer `{layer}` learns from data, so it must read an input of the model")
        feed, rows = self.training.inputs[known[0]], self.training.rows
        return (feed.take(rows[i : i + 1024]) for i in range(0, len(rows), 1024))

    def inputs(self) -> Iterator[dict[str, Any]]:
        """Batches of all inputs of the training part, by name, texts as TensorFlow's."""
        import tensorflow as tf

        rows, feeds = self.training.rows, self.training.inputs
        for start in range(0, len(rows), 1024):
            taken = {name: feed.take(rows[start : start + 1024]) for name, feed in feeds.items()}
            yield {name: tf.constant(v.tolist()) if v.dtype == object else v for name, v in taken.items()}

    def with_fitted(self, fitted: Fitted) -> Dataset:
        """The dataset with its text targets encoded, once, by the vocabulary of the layer that `encode:` names."""
        from rnndsl.backend.build import evaluate
        from rnndsl.backend.expressions import layer_call
        from rnndsl.ir.program import Literal

        feeds: dict[str, Feed] = {}
        for field in self.fields[1]:
            if field.kind != "text" or field.encode is None:
                continue
            layer = next((n.layer for n in self.graph.nodes if n.layer.name == field.encode), None)
            if layer is None or layer.kind != "TextVectorization":
                raise DataError(f"`encode: {field.encode}` names no TextVectorization layer of the model")
            texts = framed(self.columns[field.names[0]], field.start, field.end, joint(self.graph, layer.name))
            learned = fitted.arguments.get(layer.name, {})  # nothing where the file lists the vocabulary itself
            call = layer_call(layer, fitted, **{name: Literal(value) for name, value in learned.items()})
            feeds[field.name] = encode(texts, evaluate(call, {}))
        parts = {name: replace(part, encoded={**part.encoded, **feeds}) for name, part in self.parts.items()}
        return replace(self, parts=parts) if feeds else self
