"""Where an editor's link on a code leads: the page of the rule in `docs/rules/`, where this is a checkout."""

from __future__ import annotations

import os

from pygls.uris import from_fs_path

_FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "docs", "rules")


def link(code: str) -> str | None:
    """The URI of a rule's page; None where there is none."""
    path = os.path.join(_FOLDER, f"{code}.md")
    return from_fs_path(path) if os.path.exists(path) else None
