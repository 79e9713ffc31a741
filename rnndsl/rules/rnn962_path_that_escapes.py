"""RNN962: a callback writes outside the run's own folder."""

from __future__ import annotations

import os

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.fix import Edit, Fix
from rnndsl.ir.fields import Either, Field, Str
from rnndsl.ir.spec import Value
from rnndsl.objects import group

from ._examples import trained
from .rule import Rule, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "RNN962"
SHARED = "BackupAndRestore"  # its folder is one that all runs of a name share


def check(view: View) -> Iterator[Diagnostic]:
    """One finding per path of a callback that leads out of the folder where training would put it."""
    train = view.typed.graph.train
    written = train.get("callbacks") if train is not None else None
    for value in written.list if written is not None else ():
        for word, arguments in value.items():
            found = group("callbacks").get(word)
            for entry in found.parameters if found is not None and found.name != SHARED else ():
                path = arguments.get(entry.name)
                if path is not None and isinstance(path.data, str) and _is_path(entry.type) and _escapes(path.data):
                    yield _finding(word, path, path.data)


def _is_path(field: Field) -> bool:
    options = field.options if isinstance(field, Either) else (field,)
    return any(isinstance(option, Str) and option.path for option in options)


def _escapes(path: str) -> bool:
    """True for a path from the root, of another drive, or up above where it starts."""
    plain = path.replace("\\", "/")
    return plain.startswith("/") or plain[1:3] == ":/" or os.path.normpath(plain).split(os.sep)[0] == os.pardir


def _finding(callback: str, path: Value, written: str) -> Diagnostic:
    message = f"{callback} writes to `{written}`, outside the folder of its run"
    inside = written.replace("\\", "/").rsplit("/", 1)[-1]
    plain = inside.replace(".", "").replace("-", "").replace("_", "").isalnum()
    repair = Fix(f"keep `{inside}` in the run's folder", (Edit(path.span, inside),)) if plain and not path.via else None
    notes = ("every run has a folder of its own; a file that comes from somebody else could overwrite any other file",)
    help = "" if repair else "write a path that begins in the run's folder, such as best.keras"
    return Diagnostic(CODE, "warning", message, path.span, "leads out", (), notes, help, repair)


_model = trained("x: [20, 4]", "y: [1]", "mse")("GRU: {units: 16}", "Dense: {units: 1}")
_keep = "  callbacks:\n    - ModelCheckpoint: {filepath: %s}\n"

RULE = Rule(
    code=CODE,
    name="path-that-escapes",
    severity="warning",
    summary="a callback writes outside the run's own folder",
    why="Whatever a run writes belongs into its own folder, so that runs do not overwrite each other and a file that was "
    "got from elsewhere can do no harm. A path from the root, or one that climbs up with `..`, writes wherever it "
    "says.",
    bad=_model + _keep % "«../../best.keras»",
    good=_model + _keep % "best.keras",
    keras="",
    fix="unsafe",
    triggers=tuple(f"callback.{name}" for name in ("filepath", "filename", "directory", "log_dir")),
    check=check,
)
