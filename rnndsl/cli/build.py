"""`rnndsl build FILE`: the Keras script, the model, the table of its layers and its diagram, under build/<name>/."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rnndsl import layers
from rnndsl.runtime import extensions
from rnndsl.runtime.failure import RunError
from rnndsl.runtime.folder import RunFolder, explain, folder_name

from . import check_first
from .layer_table import print_layers

if TYPE_CHECKING:
    from collections.abc import Iterator

    import keras

    from rnndsl.ir.fitted import Fitted
    from rnndsl.ir.program import Program
    from rnndsl.ir.typed import Typed
    from rnndsl.pipeline import Checked

WORDS = {
    "model.py": "the model as a Keras script",
    "model.keras": "the model for keras.saving.load_model",
    "layers.txt": "the table of layers",
    "model.svg": "the diagram",
    "model.png": "the diagram as a picture",
}
OTHERS = {".json": "a vocabulary, read by model.py", ".py": "layers of your own, imported by model.py"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, `--set` and where to write."""
    check_first.add_arguments(parser)
    check_first.allow_extensions(parser)
    parser.add_argument("--out", metavar="FOLDER", default="build", help="where the model's folder goes (default: build)")


def run(args: argparse.Namespace) -> int:
    """Lint, build, write, and say where things lie; exit 1 if the file has errors or cannot be built."""
    checked = check_first.check_first(args.file, args.set)
    if isinstance(checked, int):
        return checked
    try:
        return _build(checked, Path(args.out), args.allow_extensions)
    except RunError as problem:
        print(f"rnndsl: {problem}", file=sys.stderr)
        return problem.code


def _build(checked: Checked, out: Path, allowed: bool) -> int:
    formats = _formats(checked)
    if "keras" in formats and checked.typed is not None:
        extensions.permit(checked.typed.graph, allowed)
    typed, fitted = _fitted(checked)
    folder = _folder(out / folder_name(typed.graph.name))
    print_layers(typed)
    paths = list(_written(folder, typed, fitted, formats))
    width = max(len(str(path)) for path in paths)
    print("\n".join(f"  {path!s:<{width}}  {WORDS.get(path.name) or OTHERS[path.suffix]}" for path in paths))
    return 0


def _written(folder: RunFolder, typed: Typed, fitted: Fitted, formats: list[str]) -> Iterator[Path]:
    """Write every format asked for; yields the files as they are there. Keras is loaded only for the model itself."""
    from rnndsl.backend.emit import emit
    from rnndsl.runtime import artifacts

    program = emit(typed.graph, fitted, typed)
    if "script" in formats:
        yield from artifacts.write_script(folder, program)
        yield from extensions.keep(typed.graph, folder)
    if "keras" in formats:
        yield from artifacts.write_model(folder, _model(program, typed))
    if "table" in formats:
        yield from artifacts.write_table(folder, typed)
    if "diagram" in formats:
        yield from artifacts.write_diagram(folder, typed)


def _model(program: Program, typed: Typed) -> keras.Model:
    """The built model; only those come here that may import what they declare."""
    from rnndsl.runtime.quiet import load_tensorflow

    load_tensorflow()
    from rnndsl.runtime.conformity import build_own

    return build_own(program, extensions.load(typed.graph, allowed=True), typed)


def _fitted(checked: Checked) -> tuple[Typed, Fitted]:
    """The typed graph with every size known, and what layers learned from the training part where one must."""
    from rnndsl.ir.fitted import Fitted
    from rnndsl.runtime.fit_layers import fit_layers, needs_data, with_fitted

    if checked.typed is None or checked.spec is None:
        raise RunError("there is no model in this file")
    graph = checked.typed.graph
    needed, data = needs_data(graph), checked.spec.get("data")
    if not needed:
        return checked.typed, Fitted()
    if data is None:
        node = next(n for n in graph.nodes if n.layer.name == needed[0])
        kind = layers.kind(node.kind)
        learned = " and ".join(f"`{argument}`" for argument in kind.learned) if kind is not None else "values"
        raise RunError(
            f"{node.kind} `{needed[0]}` learns from training data, but the file has no `data` section: "
            f"add one, or give the layer its {learned}"
        )
    from rnndsl.runtime.quiet import load_tensorflow

    load_tensorflow()
    from rnndsl.data import load

    fitted = fit_layers(graph, load(data, graph))
    typed = with_fitted(checked, fitted).typed
    return typed or checked.typed, fitted


def _formats(checked: Checked) -> list[str]:
    found = checked.spec.get("export", "formats") if checked.spec is not None else None
    plain = found.plain() if found is not None else ["script", "keras", "table", "diagram"]
    return [plain] if isinstance(plain, str) else list(plain)


def _folder(path: Path) -> RunFolder:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(explain(error, path).replace("--runs", "--out")) from error
    return RunFolder(path)
