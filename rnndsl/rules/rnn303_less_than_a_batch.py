"""RNN303: a part of the data that a fixed batch size does not divide, or that holds less than one batch."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import Diagnostic, Label
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.ir.spec import Value

from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN303"
PARTS = ("training", "validation", "test")
MANY = 10  # more than a tenth of a part is worth a word


def check(view: View) -> Iterator[Diagnostic]:
    """At most one finding: an error for a part without a whole batch, else an info for the samples that are left over."""
    size, place = view.typed.graph.batch_size, view.spec.get("model", "batch_size")
    samples = {part: view.facts.samples.get(part, 0) for part in PARTS}
    if size is None or place is None or not isinstance(place.data, int):
        return
    small = next((part for part, count in samples.items() if 0 < count < size), None)
    if small is not None:
        yield _too_few(view, place, small, samples, size)
    elif any(count % size > count / MANY for count in samples.values()):
        yield _left_over(place, samples, size)


def _too_few(view: View, place: Value, part: str, samples: dict[str, int], size: int) -> Diagnostic:
    count = samples[part]
    message = f"the {part} part has {count} samples, fewer than one batch of {size}"
    split = view.spec.get("data", "split")
    related = (Label(split.span, f"{count} samples for {part}"),) if split is not None and not split.default else ()
    notes = ("Keras builds the model and fails in the first smaller batch; rnndsl takes whole batches, and there is none",)
    most = min(number for number in samples.values() if number)
    repair = Fix(f"take batches of {most}", (Edit(place.span, str(most)),)) if not place.via else None
    help = "" if repair else f"take a batch size of at most {most}"
    return Diagnostic(CODE, "error", message, place.span, "every batch has this size", related, notes, help, repair)


def _left_over(place: Value, samples: dict[str, int], size: int) -> Diagnostic:
    left = [f"{count % size} of {count} {part} samples" for part, count in samples.items() if count % size]
    message = f"batches of {size} leave out {', '.join(left)}"
    notes = ("a fixed batch size takes whole batches only: the last samples of a part are never seen",)
    even = [n for n in range(2, size) if all(count % n == 0 for count in samples.values())]
    help = f"batches of {even[-1]} leave none out" if even else "choose a batch size that divides the parts better"
    return Diagnostic(CODE, "info", message, place.span, "", (), notes, help)


_EXAMPLE = """\
rnndsl: 1
data:
  source: days.csv
  split: {{validation: 0, test: 0}}
  inputs: {{hours: [Morning, Noon, Night]}}
  targets: {{next: [Next]}}
model:
  batch_size: {}
  layers:
    - Reshape: {{target_shape: [3, 1]}}
    - LSTM: {{units: 8, stateful: true}}
    - Dense: {{units: 1}}
train:
  loss: mse
  shuffle: false
"""

RULE = Rule(
    code=CODE,
    name="less-than-a-batch",
    severity="error",
    summary="a part of the data holds less than one batch of a fixed size, or samples beyond whole batches",
    why="A model with `batch_size`, as stateful layers need it, computes batches of exactly that size. Keras fails in the "
    "middle of an epoch on a smaller one; rnndsl takes whole batches only. A part without a single whole batch can neither "
    "train nor be measured.",
    bad=_EXAMPLE.format("«64»"),
    good=_EXAMPLE.format("12"),
    keras="raises",
    says="Incompatible shapes: [48,",
    triggers=("fixed batch",),
    check=check,
    fix="unsafe",
    data={"days.csv": "Morning,Noon,Night,Next\n" + "".join(f"{i % 5},{i % 7},{i % 3},{i % 4}\n" for i in range(48))},
)
