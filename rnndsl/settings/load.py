"""Settings from their text: TOML read, `extend` followed, every value checked; mistakes are reported where they stand."""

from __future__ import annotations

import os

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.record import replace
from rnndsl.diagnostics.span import Source, Span

from .check import KEYS, checked, wrong
from .place import place
from .settings import Found, Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Table = dict[str, Any]

MAX_FILES = 16


def load(source: Source, above: tuple[str, ...] = ()) -> Found:
    """The settings of a text, laid over what it extends; `above` are the files that extend it."""
    path = os.path.realpath(source.name)
    table, mistakes = _table(source)
    below = Found()
    if "extend" in table:
        below, problem = _extended(source, table["extend"], (*above, path))
        mistakes += problem
    own, wrong_values = checked(source, table)
    chosen = _laid_over(own, table, below.chosen)
    return Found(chosen, (*mistakes, *wrong_values, *below.mistakes), (path, *below.files))


def _table(source: Source) -> tuple[Table, tuple[Diagnostic, ...]]:
    """The table of settings, empty where the text is no TOML."""
    try:
        import tomllib
    except ModuleNotFoundError:  # Python 3.10
        import tomli as tomllib  # type: ignore[import-not-found,no-redef,unused-ignore]
    try:
        whole: Table = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return {}, (_not_toml(source, str(error)),)
    except RecursionError:
        return {}, (_not_toml(source, "it is nested too deeply"),)
    if os.path.basename(source.name) != "pyproject.toml":
        return whole, ()
    tool = whole.get("tool")
    found = tool.get("rnndsl", {}) if isinstance(tool, dict) else {}
    if isinstance(found, dict):
        return found, ()
    return {}, (wrong(place(source, ("rnndsl",)), f"`tool.rnndsl` is {found!r}, expected a table"),)


def _not_toml(source: Source, problem: str) -> Diagnostic:
    """The finding for text that is no TOML, at the line and column that the reader names at the end of its message."""
    import re

    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", problem)
    at = len(source.text)
    if found is not None and found[1]:
        at = min(sum(len(line) + 1 for line in source.text.split("\n")[: int(found[1]) - 1]) + int(found[2]) - 1, at)
    words = problem[: found.start()] if found is not None else problem
    at = max(min(at, len(source.text) - 1), 0)
    return wrong(Span(source, at, min(at + 1, len(source.text))), f"not TOML: {words[:1].lower()}{words[1:]}")


def _extended(source: Source, value: object, above: tuple[str, ...]) -> tuple[Found, tuple[Diagnostic, ...]]:
    """The settings that a text extends; none, with a finding, where they cannot be read or lead back."""
    from .find import opened, reason

    span = place(source, ("extend",), value)
    if not isinstance(value, str):
        return Found(), (wrong(span, f"`extend` is {value!r}, expected the path of a settings file"),)
    path = os.path.join(source.folder, os.path.expanduser(value))
    if os.path.realpath(path) in above:
        chain = " > ".join(os.path.basename(one) for one in (*above, path))
        return Found(), (wrong(span, f"the settings lead back to themselves: {chain}", "break the circle"),)
    if len(above) > MAX_FILES:
        return Found(), (wrong(span, f"more than {MAX_FILES} settings files extend each other"),)
    try:
        return load(opened(path), above), ()
    except (OSError, ValueError) as error:
        return Found(), (wrong(span, f"cannot read the settings that these extend, {value}: {reason(error)}"),)


def _laid_over(own: Settings, table: Table, below: Settings) -> Settings:
    """What a file says itself, and for the rest what it extends; tables are completed key by key."""
    kept = {KEYS[key]: getattr(own, KEYS[key]) for key in table if key in KEYS}
    if "per_file" in kept:
        kept["per_file"] = (*below.per_file, *own.per_file)
    if "severity" in kept:
        kept["severity"] = tuple({**dict(below.severity), **dict(own.severity)}.items())
    return replace(below, **kept)
