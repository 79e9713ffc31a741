"""Where an editor's link on a code leads: the page of the rule.

In a checkout it lies in `docs/rules/`; elsewhere it is written when a link is first needed, into a folder that lives as long as
the server.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable

from pygls.uris import from_fs_path

from rnndsl.rules import find
from rnndsl.rules.rule import Rule

CHECKOUT = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "docs", "rules")

Link = Callable[[str], "str | None"]


class RulePages:
    """The pages of rules as URIs; `page` writes one in Markdown."""

    def __init__(self, page: Callable[[Rule], str], checkout: str = CHECKOUT) -> None:
        self.page = page
        self.checkout = checkout
        self.folder: tempfile.TemporaryDirectory[str] | None = None
        self.known: dict[str, str | None] = {}

    def link(self, code: str) -> str | None:
        """The URI of a rule's page; None for a code that has no rule, or where nothing can be written."""
        if code not in self.known:
            self.known[code] = self._found(code)
        return self.known[code]

    def _found(self, code: str) -> str | None:
        path = os.path.join(self.checkout, f"{code}.md")
        if os.path.exists(path):
            return _uri(path)
        rule = find(code)
        if rule is None:
            return None
        try:
            return _uri(self._written(code, self.page(rule)))
        except OSError:
            return None

    def _written(self, code: str, text: str) -> str:
        self.folder = self.folder or tempfile.TemporaryDirectory(prefix="rnndsl-rules-", ignore_cleanup_errors=True)
        path = os.path.join(self.folder.name, f"{code}.md")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path


def _uri(path: str) -> str | None:
    found: str | None = from_fs_path(path)
    return found
