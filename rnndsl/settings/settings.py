"""The settings themselves, and what they make of findings."""

from __future__ import annotations

import os

from rnndsl.diagnostics.diagnostic import Diagnostic
from rnndsl.diagnostics.record import Record, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = "ALL"


class PerFile(Record):
    """Codes to ignore in files that fit a glob, which counts from `folder` (the settings file's own)."""

    folder: str
    glob: str
    codes: tuple[str, ...]


class Settings(Record):
    """What a project wants: codes and prefixes of codes (`RNN4`, `ALL`), severities by code, the target.

    Of two prefixes that speak about a code the longer is heard; as long as each other, `ignore` is. An empty `select` means
    all. `target` is one of `rules.rule.TARGETS` or "".
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file: tuple[PerFile, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    target: str = ""

    def judge(self, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The findings that the project wants to see, with the severities that it gives them."""
        found = tuple(findings)
        if not found or not (self.select or self.ignore or self.per_file or self.severity):
            return found
        return tuple(self._weighed(one) for one in found if self._wanted(one))

    def _wanted(self, finding: Diagnostic) -> bool:
        code = finding.code
        return _fit(code, self.ignore) < _fit(code, self.select or (ALL,)) and not _fit(code, self._quiet(finding))

    def _quiet(self, finding: Diagnostic) -> tuple[str, ...]:
        """What is ignored in the file of this finding alone."""
        if not self.per_file:
            return ()
        from .globs import fits

        place = os.path.abspath(finding.span.source.name)
        return tuple(code for one in self.per_file if fits(place, one.folder, one.glob) for code in one.codes)

    def _weighed(self, finding: Diagnostic) -> Diagnostic:
        best = max(self.severity, key=lambda pair: _fit(finding.code, (pair[0],)), default=None)
        if best is None or not _fit(finding.code, (best[0],)):
            return finding
        return replace(finding, severity=best[1])


class Found(Record):
    """Settings, and what is wrong in the files that they come from. `files` are those files, nearest first."""

    chosen: Settings = Settings()
    mistakes: tuple[Diagnostic, ...] = ()
    files: tuple[str, ...] = ()


def _fit(code: str, prefixes: Iterable[str]) -> int:
    """How long the longest prefix is that the code begins with; 1 for `ALL`, 0 where none fits."""
    return max((1 if p == ALL else len(p) for p in prefixes if p == ALL or code.startswith(p)), default=0)
