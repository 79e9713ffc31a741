"""How a group is written down: one line per object, found by every spelling that Keras accepts."""

from __future__ import annotations

from rnndsl.ir.fields import Entry

from . import NamedObject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def snake(name: str) -> str:
    """Keras' snake case of a class name: `GlorotUniform` to `glorot_uniform`, `L1L2` to `l1l2`, `AUC` to `auc`."""
    out = ""
    for i, c in enumerate(name):
        after = name[i + 1 : i + 2]
        if i and c.isupper() and (name[i - 1].islower() or after.islower()):
            out += "_"
        out += c.lower()
    return out


def maker(module: str) -> Callable[..., NamedObject]:
    """A function that writes down one object of a module of Keras: name, sentence, parameters, other spellings, traits."""

    def make(
        name: str, doc: str, *parameters: Entry, aliases: tuple[str, ...] | None = None, traits: tuple[str, ...] = ()
    ) -> NamedObject:
        others = (snake(name),) if aliases is None else aliases
        return NamedObject(name, f"keras.{module}.{name}", parameters, others, doc, traits)

    return make


def table(objects: Iterable[NamedObject]) -> dict[str, NamedObject]:
    """The objects by name and by alias."""
    found: dict[str, NamedObject] = {}
    for named in objects:
        for spelling in (named.name, *named.aliases):
            found[spelling] = named
    return found
