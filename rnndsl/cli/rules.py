"""`rnndsl rules`: the rules of the linter, as a list, as JSON, or as the Markdown pages of docs/rules/."""

from __future__ import annotations

import argparse
import sys

from rnndsl.rules.told import every, fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rnndsl.rules.rule import Rule

VERSION = 1
FORMATS = ("text", "json", "markdown")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rnndsl rules`."""
    words = "codes or prefixes of codes, such as RNN402 or RNN4; without any, all rules"
    parser.add_argument("codes", nargs="*", metavar="CODE", help=words)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print them")


def run(args: argparse.Namespace) -> int:
    """Print the rules; exit code 2 for a code that no rule begins with."""
    from rnndsl.settings.check import unknown_code

    for code in args.codes:
        problem = unknown_code(code.upper())
        if problem:
            print(f"rnndsl: {problem}; `rnndsl rules` lists them all", file=sys.stderr)
            return 2
    chosen = [rule for rule in every() if not args.codes or rule.code.startswith(_prefixes(args.codes))]
    print(_text(chosen) if args.format == "text" else _json(chosen) if args.format == "json" else _markdown(chosen))
    return 0


def _prefixes(codes: list[str]) -> tuple[str, ...]:
    return tuple("" if code.upper() == "ALL" else code.upper() for code in codes)


def _text(rules: list[Rule]) -> str:
    from rnndsl.diagnostics.paint import paint_for

    from .explain_rule import listing

    return listing(rules, paint_for(sys.stdout))


def _json(rules: list[Rule]) -> str:
    import json

    return json.dumps({"version": VERSION, "rules": [fields(rule) for rule in rules]}, indent=2, ensure_ascii=False)


def _markdown(rules: list[Rule]) -> str:
    from .rule_page import page

    return "\n".join(page(rule) for rule in rules).rstrip("\n")
