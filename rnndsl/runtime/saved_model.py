"""The trained model as one file: Keras' own archive, with what rnndsl needs to use it as one more member.

`keras.models.load_model` alone opens it (it ignores the member); `rnndsl predict` needs nothing but it. Loading never runs
code from the file: Keras' safe mode stays on.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnndsl.runtime.failure import RunError
from rnndsl.runtime.folder import MODEL, RunFolder

if TYPE_CHECKING:
    import keras

MEMBER = "rnndsl.json"
LARGEST = 256 * 2**20  # bytes of the member that are read: vocabularies live in the layers, so this is plenty


def save(model: keras.Model, folder: RunFolder, facts: dict[str, Any]) -> None:
    """Write `model.keras` with `facts` (plain data) inside, beside its place and renamed."""
    with folder.replacing(MODEL) as beside:
        model.save(beside)
        with zipfile.ZipFile(beside, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MEMBER, json.dumps(facts, ensure_ascii=False))


def load(path: Path, compiled: bool = True, own: dict[str, type] | None = None) -> keras.Model:
    """The model (with loss and metrics, if `compiled`); raises RunError for a damaged file. `own` are its custom objects."""
    import keras

    try:
        return keras.models.load_model(path, custom_objects=own, compile=compiled)
    except (OSError, ValueError, TypeError, KeyError, zipfile.BadZipFile) as error:
        reason = str(error).strip().splitlines()[0]
        raise RunError(f"{path}: Keras cannot load this model ({reason})") from error


def read_facts(path: Path) -> dict[str, Any]:
    """The member that rnndsl added; raises RunError where there is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(MEMBER).file_size > LARGEST:
                raise RunError(f"{path}: its {MEMBER} is larger than any that rnndsl writes")
            facts = json.loads(archive.read(MEMBER))
    except FileNotFoundError as error:
        raise RunError(f"{path}: there is no such file", 2) from error
    except KeyError as error:
        raise RunError(f"{path} was saved by Keras alone; rnndsl needs a model that `rnndsl train` wrote", 2) from error
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise RunError(f"{path} is not a model that `rnndsl train` wrote, or it is damaged ({error})", 2) from error
    if not isinstance(facts, dict):
        raise RunError(f"{path}: its {MEMBER} is damaged", 2)
    return facts
