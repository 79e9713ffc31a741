"""The pages that links on codes lead to."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlparse

from rnndsl.cli.rule_page import page
from rnndsl.lsp.rule_pages import RulePages


def test_a_checkout_has_the_pages() -> None:
    """Where the documentation lies beside the package, the link leads there."""
    link = RulePages(page).link("RNN201")
    assert link is not None
    assert link.endswith("docs/rules/RNN201.md")


def test_an_installation_writes_them(tmp_path: Path) -> None:
    """Elsewhere the page is written once, and is the same."""
    pages = RulePages(page, str(tmp_path))
    link = pages.link("RNN201")
    assert link is not None
    assert link == pages.link("RNN201")
    text = Path(unquote(urlparse(link).path)).read_text(encoding="utf-8")
    assert text.startswith("# RNN201")
    assert pages.link("settings") is None
