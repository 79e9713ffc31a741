"""Every value of a table of settings: known keys, lists of codes that exist, severities and targets that there are."""

from __future__ import annotations

from rnndsl.diagnostics.diagnostic import SEVERITIES, Diagnostic
from rnndsl.diagnostics.span import Source, Span
from rnndsl.rules import modules
from rnndsl.rules.rule import TARGETS

from .place import place
from .settings import ALL, PerFile, Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Path = tuple[str, ...]

CODE = "settings"
KEYS = {"select": "select", "ignore": "ignore", "per-file-ignores": "per_file", "severity": "severity", "target": "target"}
KNOWN = (*KEYS, "extend")


def checked(source: Source, table: dict[str, Any]) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings of one table, and what is wrong in it; a wrong value counts as not written."""
    check = _Check(source)
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in KNOWN:
            check.report((key,), f"there is no setting `{key}`", known(key, KNOWN))
        elif key != "extend":
            values[KEYS[key]] = check.value(key, value)
    return Settings(**values), tuple(check.mistakes)


def wrong(span: Span, message: str, help: str = "") -> Diagnostic:
    """The finding for a mistake in settings. It belongs to no rule: it is about the linter, not about a model."""
    return Diagnostic(CODE, "error", message, span, help=help)


def known(word: str, words: Iterable[str]) -> str:
    """The help for a word that there is not: the one that is meant, or all that there are."""
    import difflib

    every = list(words)
    near = difflib.get_close_matches(word, every, 1)
    return f"did you mean `{near[0]}`?" if near else f"expected {', '.join(every)}"


def unknown_code(word: str) -> str:
    """Why a word is no code and no prefix of codes; empty where it is one."""
    if word == ALL:
        return ""
    digits = word.removeprefix("RNN")
    if not word.startswith("RNN") or not (digits == "" or digits.isdigit()):
        return f"`{word}` is no code: expected one such as RNN402, a prefix such as RNN4, or {ALL}"
    stem = word.lower()
    if not any(module.startswith(stem + ("_" if len(digits) == 3 else "")) for module in modules()):
        return f"no rule has the code {word}" if len(digits) > 2 else f"no rule's code begins with {word}"
    return ""


class _Check:
    """Checks the values of one text and keeps what is wrong in them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.mistakes: list[Diagnostic] = []

    def report(self, path: Path, message: str, help: str = "", value: object = None) -> None:
        self.mistakes.append(wrong(place(self.source, path, value), message, help))

    def value(self, key: str, value: object) -> Any:
        """The value of a known key as `Settings` holds it."""
        make: dict[str, Callable[[object], Any]] = {
            "select": lambda given: self.codes(("select",), given),
            "ignore": lambda given: self.codes(("ignore",), given),
            "per-file-ignores": self.per_file,
            "severity": self.severity,
            "target": self.target,
        }
        return make[key](value)

    def codes(self, path: Path, value: object) -> tuple[str, ...]:
        """A list of codes; those that no rule has are reported and left out."""
        name = path[-1]
        if not isinstance(value, list):
            self.report(path, f"`{name}` is {value!r}, expected a list of codes", 'write a list: ["RNN402"]', value)
            return ()
        kept = []
        for word in value:
            problem = unknown_code(word) if isinstance(word, str) else f"{word!r} is no code, expected one such as RNN402"
            if problem:
                self.report(path, problem, "`rnndsl rules` lists them all", word)
            else:
                kept.append(word)
        return tuple(kept)

    def table(self, key: str, value: object, example: str) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.report((key,), f"`{key}` is {value!r}, expected a table", f"write {example}", value)
        return {}

    def per_file(self, value: object) -> tuple[PerFile, ...]:
        key = "per-file-ignores"
        globs = self.table(key, value, '{"old/**" = ["RNN4"]}').items()
        return tuple(PerFile(self.source.folder, glob, self.codes((key, glob), codes)) for glob, codes in globs)

    def severity(self, value: object) -> tuple[tuple[str, str], ...]:
        kept = []
        for code, word in self.table("severity", value, '{RNN402 = "error"}').items():
            problem = unknown_code(code)
            if problem:
                self.report(("severity", code), problem, "`rnndsl rules` lists them all")
            elif word not in SEVERITIES:
                hint = "to see it nowhere, put the code under `ignore`" if word in ("off", "none", False) else ""
                listed = ", ".join(SEVERITIES)
                self.report(("severity", code), f"the severity of {code} is {word!r}, expected one of {listed}", hint, word)
            else:
                kept.append((code, word))
        return tuple(kept)

    def target(self, value: object) -> str:
        if value in TARGETS:
            return str(value)
        self.report(("target",), f"the target is {value!r}, expected one of {', '.join(TARGETS)}", value=value)
        return ""
