"""The closed shape of a file, section by section: what the linter's walk and the JSON Schema are both made of."""

from __future__ import annotations

from rnndsl.ir.fields import (
    NULL,
    Bool,
    Choice,
    Closed,
    Const,
    Either,
    Entry,
    Field,
    Float,
    Int,
    LayersField,
    ListOf,
    MapOf,
    NamedField,
    OneKey,
    Percent,
    Str,
)
from rnndsl.ir.tensor import DTYPES

from .extensions import EXTENSIONS

_COLUMNS = ListOf(Str("a column"), low=1)
_SHAPE = ListOf(Either((Int(1), NULL)))

SOURCE = Either(
    (
        Str("a path", path=True),
        Closed(
            (
                Entry("csv", Str("a path", path=True), None, "A comma-separated file."),
                Entry("tsv", Str("a path", path=True), None, "A tab-separated file."),
                Entry("folder", Str("a path", path=True), None, "A folder of text files, one sample per line."),
                Entry("columns", _COLUMNS, None, "Names of the first columns of a file without a header line."),
                Entry("label", Choice(("filename",)), None, "In a folder: each file is a class, named by the file."),
                Entry("separator", Str("a character"), None, "What stands between columns, where it is neither comma nor tab."),
            ),
            "a source",
        ),
    )
)

TRANSFORM = Either(
    (
        Choice(("log", "log1p", "sqrt", "standardize", "minmax", "difference")),
        OneKey(
            (
                Entry("difference", Int(1), doc="Subtract the value this many steps earlier (12: the same month last year)."),
                Entry("clip", ListOf(Float(), low=2, high=2), doc="Bound the values: [low, high]."),
            ),
            "a transform with a number",
        ),
    )
)

COLUMN = Closed(
    (
        Entry(
            "transform",
            ListOf(TRANSFORM, single=True),
            (),
            "Applied in order, fitted on the training part, inverted on the way out.",
        ),
        Entry(
            "missing", Choice(("error", "forward", "interpolate", "zero", "drop")), "error", "What happens to missing values."
        ),
    ),
    "a column's settings",
)

_SHARE = Either((Percent(), Int(0)))
SPLIT = Closed(
    (
        Entry("validation", _SHARE, "15%", "Share (or number) of samples, or of time steps, to validate on; 0: none."),
        Entry("test", _SHARE, "15%", "Share (or number) held out for the final figures; 0: none."),
        Entry("stratify", Str("a target"), None, "Keep the classes of this target in the same proportion in every part."),
        Entry("shuffle", Bool(), None, "Shuffle samples before splitting; false where there is a time axis, true elsewhere."),
        Entry("seed", Int(0), 0, "Seed of that shuffle."),
    ),
    "a split",
)

WINDOW = Closed(
    (
        Entry("length", Int(1), doc="Time steps in an input window."),
        Entry("horizon", Int(1), 1, "Time steps to predict after the window."),
        Entry("stride", Int(1), 1, "Steps between the starts of two windows."),
    ),
    "a window",
)

_TEXT = (
    Entry("text", Str("a column, or `line` in a folder of text"), None, "Texts of a column, or the lines of a folder."),
    Entry("start", Str("a token"), None, "Token set before every text."),
    Entry("end", Str("a token"), None, "Token set after every text."),
)
INPUT = Either(
    (
        _COLUMNS,
        Closed(
            (
                *_TEXT,
                Entry("shift", Int(1, 1), None, "1: the target moved one step to the right (teacher forcing)."),
                Entry("columns", _COLUMNS, None, "Columns of numbers."),
            ),
            "an input",
        ),
    )
)
TARGET = Either(
    (
        _COLUMNS,
        Closed(
            (
                *_TEXT,
                Entry("encode", Str("a TextVectorization layer"), None, "Which layer's vocabulary turns the text into ids."),
                Entry("category", Str("a column, or `label` in a folder"), None, "Classes by name, numbered in sorted order."),
                Entry("columns", _COLUMNS, None, "Columns of numbers."),
            ),
            "a target",
        ),
    )
)

DATA = Closed(
    (
        Entry("source", SOURCE, doc="Where the data lie; a path is relative to this file."),
        Entry("time", Str("a column"), None, "The column that orders the rows; makes the split chronological."),
        Entry("columns", MapOf(COLUMN, "column"), {}, "What happens to each column before it reaches the model."),
        Entry("split", SPLIT, {}, "Which samples validate and which test."),
        Entry("window", WINDOW, None, "Windows over a time axis."),
        Entry("inputs", MapOf(INPUT, "input", identifiers=True), doc="What the model reads."),
        Entry("targets", MapOf(TARGET, "target", identifiers=True), doc="What the loss compares with."),
    ),
    "the data section",
)

_DECLARED_INPUT = Either(
    (
        _SHAPE,
        Closed(
            (
                Entry("shape", _SHAPE, doc="Without the batch axis; null for an axis of any length."),
                Entry("dtype", Choice(DTYPES), "float32", "Type of the values."),
                Entry("vocabulary", Int(1), None, "Number of distinct ids, where ids come in."),
            ),
            "an input",
        ),
    )
)
_DECLARED_TARGET = Either(
    (
        _SHAPE,
        Closed(
            (
                Entry("shape", _SHAPE, (), "Without the batch axis; empty for one label per sample."),
                Entry("dtype", Choice(DTYPES), None, "Type of the values; int32 where `classes` is given, else float32."),
                Entry("classes", Int(1), None, "Number of classes, where targets are integer labels."),
            ),
            "a target",
        ),
    )
)
BLOCK = Either(
    (
        LayersField(),
        Closed(
            (
                Entry("inputs", ListOf(Str("a name"), low=1, single=True), ("input",), "Names of what the block reads."),
                Entry("layers", LayersField(), doc="The layers of the block; the last line is its output."),
            ),
            "a block",
        ),
    )
)

MODEL = Closed(
    (
        Entry(
            "inputs",
            MapOf(_DECLARED_INPUT, "input", identifiers=True),
            None,
            "Shapes that come in; not needed where `data` says it.",
        ),
        Entry(
            "targets",
            MapOf(_DECLARED_TARGET, "target", identifiers=True),
            None,
            "What the loss will meet; not needed where `data` says it.",
        ),
        Entry("batch_size", Int(1), None, "A fixed batch size, which stateful layers need."),
        Entry("blocks", MapOf(BLOCK, "block", identifiers=True), {}, "Named sub-models."),
        Entry("layers", LayersField(), doc="The layers; each reads the line above unless `inputs` says otherwise."),
        Entry(
            "outputs",
            ListOf(Str("a layer"), low=1, single=True),
            None,
            "Which layers are outputs; by default those named as targets, else the last.",
        ),
    ),
    "the model section",
)


def per_output(field: Field) -> Either:
    """One value for all outputs, or a mapping from output to value."""
    return Either((field, MapOf(field, "output")))


TRAIN = Closed(
    (
        Entry("optimizer", NamedField("optimizers"), "rmsprop", "Keras' optimizer, by name or with arguments."),
        Entry("loss", per_output(NamedField("losses")), None, "Keras' loss, or one per output."),
        Entry("loss_weights", MapOf(Float(0), "output"), None, "Weight of each output's loss in the sum."),
        Entry(
            "metrics",
            Either((ListOf(NamedField("metrics"), single=True), MapOf(ListOf(NamedField("metrics"), single=True), "output"))),
            (),
            "Keras' metrics, for all outputs or per output.",
        ),
        Entry("epochs", Int(1), 1, "How often training sees all samples."),
        Entry("batch_size", Int(1), 32, "Samples per step."),
        Entry("shuffle", Bool(), True, "New order of samples in every epoch, a pure function of the seed and the epoch."),
        Entry("seed", Int(0), 0, "Seed of weights, shuffling and dropout."),
        Entry("device", Choice(("auto", "cpu", "gpu")), "auto", "Where to compute; auto takes a GPU where there is one."),
        Entry("callbacks", ListOf(NamedField("callbacks")), (), "Keras' callbacks."),
    ),
    "the train section",
)

EXPORT = Closed(
    (
        Entry(
            "formats",
            ListOf(Choice(("script", "keras", "table", "diagram")), low=1, single=True),
            ("script", "keras", "table", "diagram"),
            "What `rnndsl build` writes.",
        ),
    ),
    "the export section",
)

FILE = Closed(
    (
        Entry("rnndsl", Const(1), doc="Version of the language."),
        Entry("name", Str("a name"), None, "Names the folders under build/ and runs/; the file's name by default."),
        Entry("description", Str("a text", empty=True), None, "What this model is for."),
        Entry("vars", MapOf(Field(), "variable"), {}, "Values to use as ${vars.name}."),
        Entry("extends", Str("a path", path=True), None, "A file whose sections this one completes and overrides."),
        Entry("extensions", EXTENSIONS, {}, "Layers of your own, each with its class and the rule of its shapes."),
        Entry("data", DATA, None, "Where samples come from."),
        Entry("model", MODEL, doc="The network."),
        Entry("train", TRAIN, None, "How it learns."),
        Entry("export", EXPORT, None, "What is written for others."),
    ),
    "a model file",
)
