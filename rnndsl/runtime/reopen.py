"""Opens a finished run in a fresh process: the model, its codec, and the graph as it was trained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnndsl.data import Codec
from rnndsl.diagnostics.record import Record, replace
from rnndsl.diagnostics.span import Source
from rnndsl.ir.fitted import Fitted
from rnndsl.ir.typed import Typed
from rnndsl.pipeline import Checked, check
from rnndsl.runtime import extensions, saved_model
from rnndsl.runtime.failure import RunError
from rnndsl.runtime.fit_layers import with_fitted
from rnndsl.runtime.folder import MODEL, RESOLVED, find

if TYPE_CHECKING:
    import keras


class Opened(Record):
    """A trained model with all that it needs: `fitted` is what its layers know, `home` where the file's paths start."""

    model: keras.Model
    codec: Codec
    fitted: Fitted
    text: str
    home: Path

    def checked(self) -> Checked:
        """The trained file, checked again, its vocabularies known; data need not be there for this."""
        found = check(Source(str(self.home / RESOLVED), self.text, str(self.home)))
        answers = {("data", name, "classes"): len(classes) for name, classes in self.codec.classes.items()}
        facts = replace(found.facts, answers={**found.facts.answers, **answers})
        return with_fitted(replace(found, facts=facts), self.fitted)

    def typed(self) -> Typed:
        """The graph of the trained file; raises RunError if the file is no longer what was trained."""
        typed = self.checked().typed
        if typed is None:
            raise RunError(f"{self.home / RESOLVED} is no longer the file that was trained: `rnndsl lint` says why")
        return typed


def reopen(path: Path, compiled: bool = True, allowed: bool = False) -> Opened:
    """Open a run folder, or its `model.keras`, or such a file anywhere; raises RunError where that is impossible.

    `allowed` says that what the file declares under `extensions` may be imported.
    """
    from rnndsl.runtime.learned import learned

    file = path if path.is_file() and path.suffix == ".keras" else find(path).file(MODEL)
    facts = saved_model.read_facts(file)
    beside = file.parent / RESOLVED
    text = beside.read_text(encoding="utf-8") if beside.is_file() else str(facts.get("file", ""))
    codec = _codec(facts, file)
    model = saved_model.load(file, compiled, _own(text, file.parent, allowed))
    return Opened(model, codec, learned(model), text, file.parent)


def _own(text: str, home: Path, allowed: bool) -> dict[str, type]:
    """The classes of a trained file, which Keras needs to load its model."""
    if "extensions:" not in text:
        return {}
    typed = check(Source(str(home / RESOLVED), text, str(home))).typed
    return extensions.custom_objects(extensions.load(typed.graph, allowed)) if typed is not None else {}


def _codec(facts: dict[str, Any], file: Path) -> Codec:
    try:
        return Codec.from_json(facts["codec"])
    except (KeyError, TypeError, ValueError) as error:
        raise RunError(f"{file} was written by another version of rnndsl: train again ({error})") from error
