"""Names in groups: what Keras hands over as a list of lists, such as the states of several cells.

A nest is a tuple of names and of nests: `(("h_1", "c_1"), "h_2")`. The language always writes it flat.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeVar

    T = TypeVar("T")
    Nest = tuple["str | Nest", ...]
    Filled = tuple["T | Filled[T]", ...]


def flat(nest: Nest) -> tuple[str, ...]:
    """The names of a nest in order.

    >>> flat((("h_1", "c_1"), "h_2"))
    ('h_1', 'c_1', 'h_2')
    """
    return tuple(name for part in nest for name in ((part,) if isinstance(part, str) else flat(part)))


def renamed(nest: Nest, form: str) -> Nest:
    """The nest with every name written into `form`.

    >>> renamed((("h", "c"), "h"), "forward_{}")
    (('forward_h', 'forward_c'), 'forward_h')
    """
    return tuple(form.format(part) if isinstance(part, str) else renamed(part, form) for part in nest)


def grouped(names: tuple[str, ...], nest: Nest) -> Nest:
    """The names with those of a nest, where they are the last ones, in its groups.

    >>> grouped(("", "h_1", "c_1"), (("h_1", "c_1"),)), grouped(("",), (("h_1", "c_1"),))
    (('', ('h_1', 'c_1')), ('',))
    """
    last = flat(nest)
    return (*names[: -len(last)], *nest) if last and names[-len(last) :] == last else names


def fill(nest: Nest, items: Sequence[T]) -> Filled[T]:
    """The items in the groups of a nest, as far as they reach; those that are left over follow at the end.

    >>> fill((("h_1", "c_1"), "h_2"), [1, 2, 3]), fill((("h_1", "c_1"), "h_2"), [1]), fill(("h",), [1, 2])
    (((1, 2), 3), ((1,),), (1, 2))
    """
    rest: list[T | Filled[T]] = list(items)
    return (*_taken(nest, rest), *rest)


def _taken(nest: Iterable[str | Nest], rest: list[T | Filled[T]]) -> Filled[T]:
    """The groups of a nest, filled with items that are taken away from `rest`."""
    found: list[T | Filled[T]] = []
    for part in nest:
        if not rest:
            break
        found.append(rest.pop(0) if isinstance(part, str) else _taken(part, rest))
    return tuple(found)
