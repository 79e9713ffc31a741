"""`rnndsl schema`: the JSON Schema of the language, for editors. `rnndsl schema > rnndsl.schema.json`, then tell the editor.

`rnndsl schema FILE` prints that of one file, which knows the layers that it declares under `extensions`.
"""

from __future__ import annotations

import argparse
import json
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, for a file with layers of its own."""
    parser.add_argument("file", metavar="FILE", nargs="?", help="a model file that declares layers of its own")


def run(args: argparse.Namespace) -> int:
    """Print the schema; exit code 2 for a file that cannot be read."""
    from rnndsl.frontend.read import Unreadable, read
    from rnndsl.layers._own import declared_kinds
    from rnndsl.pipeline import check
    from rnndsl.schema.generate import generate

    names = {}
    if args.file is not None:
        try:
            spec = check(read(args.file)).spec
        except Unreadable as problem:
            print(f"rnndsl: {problem}", file=sys.stderr)
            return 2
        section = spec.get("extensions") if spec is not None else None
        names = section.data if section is not None and isinstance(section.data, dict) else {}
    print(json.dumps(generate(declared_kinds(names)), indent=2, ensure_ascii=False))
    return 0
