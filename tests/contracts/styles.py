"""The same document in other hands: flow and block style, quotes, comments, anchors, variables, line ends, extended files.

Each style rewrites a text and leaves its meaning alone; where a text offers no place for it, the text stays as it is.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import yaml

Style = Callable[[str, random.Random], str]
STYLES: dict[str, Style] = {}


def style(function: Style) -> Style:
    """Register a style under its own name."""
    STYLES[function.__name__] = function
    return function


def _styled(text: str, flow: bool) -> str:
    node = yaml.compose(text, Loader=yaml.SafeLoader)

    def walk(node: yaml.Node) -> None:
        if isinstance(node, yaml.CollectionNode):
            node.flow_style = flow and bool(node.value)
            for child in node.value:
                for one in child if isinstance(child, tuple) else (child,):
                    walk(one)

    walk(node)
    if flow:
        node.flow_style = False
    return str(yaml.serialize(node, Dumper=yaml.SafeDumper, width=1000, allow_unicode=True))


@style
def as_written(text: str, rng: random.Random) -> str:
    return text


@style
def in_blocks(text: str, rng: random.Random) -> str:
    return _styled(text, False)


@style
def in_braces(text: str, rng: random.Random) -> str:
    return _styled(text, True)


@style
def spread_out(text: str, rng: random.Random) -> str:
    return re.sub(r"\{([^{}\n]+)\}", r"{ \1 }", text)


@style
def quoted_keys(text: str, rng: random.Random) -> str:
    quote = rng.choice(("'", '"'))
    return re.sub(r"([{,] ?)(\w+): ", rf"\1{quote}\2{quote}: ", text)


@style
def commented(text: str, rng: random.Random) -> str:
    lines = []
    for line in text.split("\n"):
        if "rnndsl: ignore" in line or not line.strip():
            lines.append(line)
            continue
        if rng.random() < 0.3:
            lines.append(" " * rng.randint(0, 4) + "# a line of its own: {not: read}")
        lines.append(line + rng.choice(("", "  # ünïcode 漢字", "\t# tab, and {braces}")))
    return "\n".join(lines)


@style
def deeper(text: str, rng: random.Random) -> str:
    return re.sub(r"(?m)^( +)", r"\1\1", text)


@style
def anchored(text: str, rng: random.Random) -> str:
    count = iter(range(99))
    return re.sub(r"(?m)^( *- \w+: )\{", lambda m: f"{m[1]}&a{next(count)} {{", text)


@style
def merged(text: str, rng: random.Random) -> str:
    return re.sub(r"(?m)^( *- \w+: )\{(\w+: [^{},\n]+), ", r"\1{<<: {\2}, ", text)


@style
def on_several_lines(text: str, rng: random.Random) -> str:
    def broken(found: re.Match[str]) -> str:
        blank = " " * (len(found[1]) + 4)
        comma = rng.choice((",", ",  # {comment, inside}"))
        return f"{found[1]}{found[2]}{{{found[3].replace(', ', f'{comma}{chr(10)}{blank}')}}}"

    return re.sub(r"(?m)^( *)(- \w+: )\{([^{}\[\]\n]+)\}$", broken, text)


@style
def with_aliases(text: str, rng: random.Random) -> str:
    found = re.findall(r"\b(?:units|return_sequences|name|activation): (\w+)", text)
    if not found or not text.startswith("rnndsl: 1\n") or "vars:" in text:
        return text
    value = rng.choice(found)
    changed = re.sub(rf"\b(units|return_sequences|activation): {value}\b", r"\1: *it", text)
    return changed.replace("rnndsl: 1\n", f"rnndsl: 1\nvars: {{it: &it {value}}}\n", 1)


@style
def airy(text: str, rng: random.Random) -> str:
    return re.sub(r"\n", lambda _: rng.choice(("\n", "\n", "  \n", "\n\n")), text)


@style
def with_variables(text: str, rng: random.Random) -> str:
    found = re.search(r"\b(units): (\d+)", text)
    if found is None or not text.startswith("rnndsl: 1\n") or "vars:" in text:
        return text
    changed = text[: found.start(2)] + '"${vars.size}"' + text[found.end(2) :]
    return changed.replace("rnndsl: 1\n", f"rnndsl: 1\nvars: {{size: {found[2]}}}\n", 1)


@style
def of_windows(text: str, rng: random.Random) -> str:
    return text.replace("\n", "\r\n")


@style
def without_end(text: str, rng: random.Random) -> str:
    return text.rstrip("\n")


@style
def explicit(text: str, rng: random.Random) -> str:
    return f"%YAML 1.2\n---\n{text}"


def scramble(text: str, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    """The text in one to three styles, and which."""
    last = ["deeper", "commented", "airy", "without_end", "of_windows"]
    first = [name for name in STYLES if name not in last]
    chosen = (rng.choice(first), *(name for name in last if rng.random() < 0.3))
    for name in chosen:
        try:
            text = STYLES[name](text, rng)
        except yaml.YAMLError:
            continue
    return text, chosen
