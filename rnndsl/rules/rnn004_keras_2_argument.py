"""An argument that Keras 2 had and Keras 3 has not."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.diagnostics.span import Span

from .rnn001_unknown_name import pair_with_comma
from .rule import Rule, reported_elsewhere

CODE = "RNN004"

GONE = {
    "input_length": "Keras 3 infers the length from the input: leave it out",
    "implementation": "Keras 3 chooses the implementation itself: leave it out",
    "decay": "write a schedule: `learning_rate: {InverseTimeDecay: {…}}`",
    "weights": "weights are loaded, not declared: leave it out",
    "consume_less": "Keras 3 chooses the implementation itself: leave it out",
    "input_dtype": "types are declared under `model.inputs`: leave it out",
    "validation_split": "the split is declared under `data.split`",
    "workers": "Keras 3 has no such setting of training: leave it out",
}


def keras_2_argument(span: Span, key: str, owner: str, pair: Span) -> Diagnostic:
    """The finding for a key of `GONE`; `pair` covers key and value."""
    fix = None
    if GONE[key].endswith("leave it out"):
        fix = Fix(f"remove `{key}`", (Edit(pair_with_comma(pair), ""),))
    return Diagnostic(
        CODE,
        "error",
        f"{owner} has no key `{key}` since Keras 3",
        span,
        notes=(GONE[key],) if fix else (),
        help=GONE[key],
        fix=fix,
    )


RULE = Rule(
    code=CODE,
    name="keras-2-argument",
    severity="error",
    summary="an argument that only Keras 2 had",
    why="Old examples carry arguments that Keras 3 ignores with a warning, or refuses. A schedule that is ignored trains with "
    "another learning rate than the one you wrote.",
    bad="rnndsl: 1\nmodel:\n  inputs: {x: {shape: [24], dtype: int32}}\n  layers:\n"
    "    - Embedding: {input_dim: 100, output_dim: 8, «input_length»: 24}\n    - LSTM: {units: 8}\n",
    good="rnndsl: 1\nmodel:\n  inputs: {x: {shape: [24], dtype: int32}}\n  layers:\n"
    "    - Embedding: {input_dim: 100, output_dim: 8}\n    - LSTM: {units: 8}\n",
    keras="warns",
    says="input_length",
    fix="unsafe",
    triggers=("stage",),
    check=reported_elsewhere,
)
