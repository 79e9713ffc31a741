"""The classes that a file declares under `extensions`: imported here and nowhere else, and only where the user allows it.

A module is a file in the folder of the text that declares it, before it is anything installed. What a class says of itself
before it is built must equal its declaration (`conformity` compares what it builds).
"""

from __future__ import annotations

import importlib.util
import inspect
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnndsl.ir.fields import REQUIRED
from rnndsl.layers._own import OwnKind, own_kinds
from rnndsl.runtime.failure import RunError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    import keras

    from rnndsl.ir.graph import Graph
    from rnndsl.runtime.folder import RunFolder

    Classes = dict[str, type]

_ours: set[str] = set()  # names of modules that were imported from files beside a declaration
OPTION = "--allow-extensions"
USAGE = 2


def permit(graph: Graph, allowed: bool) -> None:
    """Raise RunError (exit code 2) where a model uses classes of its own and nobody allowed to import them."""
    own = own_kinds(node.layer for node in graph.nodes)
    if not own or allowed:
        return
    needed = [f"  {kind.name}: the class {kind.class_name} in {_where(kind)}" for kind in own.values()]
    text = f"this model has layers of its own, and their code would run:\n{chr(10).join(needed)}\n"
    raise RunError(f"{text}read it, then say so: {OPTION}", USAGE)


def load(graph: Graph, allowed: bool) -> Classes:
    """The classes that a graph uses, by declared name; raises RunError where one is not allowed, or is no layer."""
    permit(graph, allowed)
    return {name: declared_class(kind) for name, kind in own_kinds(node.layer for node in graph.nodes).items()}


def files(graph: Graph) -> list[Path]:
    """The modules of a graph that are files beside the text that declares them, each once."""
    found = (_file(kind) for kind in own_kinds(node.layer for node in graph.nodes).values())
    return list(dict.fromkeys(path for path in found if path is not None))


def keep(graph: Graph, folder: RunFolder) -> list[Path]:
    """Copy the modules into a folder, where a script or a resolved file finds them again; returns the copies."""
    own = own_kinds(node.layer for node in graph.nodes).values()
    found = {kind.module: path for kind in own if (path := _file(kind)) is not None}
    return [folder.write_text(f"{module}.py", path.read_text(encoding="utf-8")) for module, path in found.items()]


def custom_objects(classes: Classes) -> dict[str, type]:
    """The classes by the names under which Keras saves them."""
    import keras

    return {keras.saving.get_registered_name(one): one for one in classes.values()}


def classes_of(model: keras.Model, graph: Graph) -> Classes:
    """The classes that a part of a model uses, by declared name: those that the model itself is made of."""
    found = {type(layer).__name__: type(layer) for layer in model._flatten_layers()}
    return {name: found[kind.class_name] for name, kind in own_kinds(node.layer for node in graph.nodes).items()}


def declared_class(kind: OwnKind) -> type:
    """The class that a declaration names, as a Keras layer whose constructor takes what is declared."""
    import keras

    module = _module(kind)
    found = getattr(module, kind.class_name, None)
    if found is None:
        raise RunError(f"{place(kind)}: {_where(kind)} has no class {kind.class_name}")
    if not isinstance(found, type) or not issubclass(found, keras.layers.Layer):
        raise RunError(f"{place(kind)}: {kind.class_name} in {_where(kind)} is no keras.layers.Layer")
    if keras.saving.get_registered_name(found) == found.__name__:
        text = f'write `@keras.saving.register_keras_serializable(package="{kind.module}")` above it'
        raise RunError(f"{place(kind)}: Keras cannot copy or load {kind.class_name} while it does not know it: {text}")
    _compare_constructor(kind, found)
    return found


def _compare_constructor(kind: OwnKind, found: type) -> None:
    """Raise RunError where the constructor has other defaults than are declared, or none for what every layer has."""
    known = inspect.signature(found.__init__).parameters  # type: ignore[misc]
    if all(parameter.kind is not parameter.VAR_KEYWORD for parameter in known.values()):
        raise RunError(f"{place(kind)}: {kind.class_name} must take `**kwargs` for `name`, `dtype` and `trainable`")
    for entry in kind.parameters:
        parameter = known.get(entry.name)  # what has none goes the way of `**kwargs`
        default = REQUIRED if parameter is None or parameter.default is parameter.empty else parameter.default
        if parameter is not None and default != entry.default:
            raise RunError(
                f"{place(kind)}: `{entry.name}` is declared with {_default(entry.default)}, "
                f"but {kind.class_name} has it with {_default(default)}"
            )


def _default(default: Any) -> str:
    return "no default" if default is REQUIRED else f"the default {default!r}"


def place(kind: OwnKind) -> str:
    """Where a layer is declared: `model.yaml:3:3`."""
    return f"{kind.place.source.name}:{kind.place.line}:{kind.place.column}"


def _where(kind: OwnKind) -> str:
    path = _file(kind)
    return str(path) if path is not None else f"the installed module {kind.module}"


def _file(kind: OwnKind) -> Path | None:
    """The module's file in the folder of its declaration; raises RunError where a link leads out of that folder."""
    folder = Path(kind.place.source.folder)
    path = folder / f"{kind.module}.py"
    if "." in kind.module or not path.is_file():
        return None
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise RunError(f"{place(kind)}: {path} is a link that leads out of its folder")
    return path


def _module(kind: OwnKind) -> ModuleType:
    """The module of a declaration; raises RunError where it cannot be imported, whatever it raises."""
    path, name = _file(kind), kind.module
    if path is not None and (name in sys.stdlib_module_names or (name in sys.modules and name not in _ours)):
        raise RunError(f"{place(kind)}: {path} has the name of another module, which it would hide: rename it")
    try:
        return _imported(name, path) if path is not None else importlib.import_module(name)
    except Exception as error:
        missing = isinstance(error, ModuleNotFoundError) and error.name == name
        raised = f"importing {_where(kind)} raised {type(error).__name__}: {error}"
        raise RunError(f"{place(kind)}: {f'there is no {name}.py beside it' if missing else raised}") from error


def _imported(name: str, path: Path) -> ModuleType:
    """The module of a file, run afresh unless this very file was imported under this name already."""
    found = sys.modules.get(name)
    real = os.path.realpath(path)
    if found is not None and os.path.realpath(str(found.__file__)) == real:
        return found
    spec = importlib.util.spec_from_file_location(name, real)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be read as a module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    _ours.add(name)
    try:
        with _beside(path):
            spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


@contextmanager
def _beside(path: Path) -> Iterator[None]:
    """Lets a module import others beside it, and leaves no compiled files there."""
    folder, written = os.path.realpath(path.parent), sys.dont_write_bytecode
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    try:
        yield
    finally:
        sys.path.remove(folder)
        sys.dont_write_bytecode = written
