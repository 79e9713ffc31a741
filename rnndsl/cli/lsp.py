"""`rnndsl lsp`: the language server for editors, on standard input and output."""

from __future__ import annotations

import argparse
import logging


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rnndsl lsp`."""
    parser.add_argument(
        "--stdio", action="store_true", help="speak on standard input and output: the default, and all there is"
    )


def run(args: argparse.Namespace) -> int:
    """Serve one editor until it says `exit`, or closes its end."""
    from rnndsl.lsp.server import make

    from .rule_page import page

    logging.basicConfig(level=logging.ERROR)  # pygls says every message it gets; errors go to standard error
    make(page).start_io()
    return 0
