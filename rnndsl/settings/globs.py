"""Globs of settings: `*` and `?` stay within a folder, `**` crosses folders; without a slash it fits names anywhere below."""

from __future__ import annotations

import os
import re


def fits(path: str, folder: str, glob: str) -> bool:
    """True if an absolute path fits a glob that counts from `folder`."""
    below = os.path.relpath(path, folder).replace(os.sep, "/")
    pattern = glob.replace(os.sep, "/").removeprefix("./")
    if "/" not in pattern:
        pattern = "**/" + pattern
    return not below.startswith("../") and _pattern(pattern.rstrip("/")).match(below) is not None


def _pattern(glob: str) -> re.Pattern[str]:
    """The glob as a pattern of whole paths; a folder that fits holds all below it."""
    parts = re.split(r"(/\*\*/|\*\*/|/\*\*|\*|\?|\[[^\]]+\])", glob)
    words = {"/**/": "/(?:.*/)?", "**/": "(?:.*/)?", "/**": "/.*", "*": "[^/]*", "?": "[^/]"}
    made = [words.get(part) or (part.replace("[!", "[^", 1) if part.startswith("[") else re.escape(part)) for part in parts]
    return re.compile(f"(?:{''.join(made)})(?:/.*)?\\Z", re.DOTALL)
