"""Names of invented languages: each has its own syllables and endings, so that the characters of a name give it away."""

from __future__ import annotations

from random import Random

from . import pick

NAMES = 300  # per language
LANGUAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    # beginnings of a syllable, vowels, ends of a syllable, endings of a name
    "Alvan": (("l", "v", "m", "r", "n", "d", ""), ("a", "e", "ia", "ea"), ("", "", "l", "n"), ("a", "iel", "ana", "eo")),
    "Brokish": (
        ("br", "gr", "kr", "b", "g", "dr", "h"),
        ("o", "u", "a"),
        ("k", "rg", "ck", "m", "nd"),
        ("", "uk", "gar", "ord"),
    ),
    "Czerin": (
        ("cz", "sz", "w", "p", "z", "dr", "st"),
        ("a", "o", "y", "ie"),
        ("", "w", "r", "sk"),
        ("ski", "ak", "ewicz", "ny"),
    ),
    "Kitano": (("k", "t", "n", "m", "s", "h", "y"), ("a", "i", "o", "u"), ("", "", "", "n"), ("to", "mura", "ko", "shi")),
    "Oloa": (("", "k", "l", "h", "p", "m"), ("a", "oa", "ai", "u", "e"), ("",), ("lani", "oha", "ua", "nui")),
    "Sorlund": (
        ("s", "f", "h", "sv", "l", "t", "bj"),
        ("ö", "å", "e", "i"),
        ("r", "l", "n", "rn"),
        ("sson", "berg", "ström", "lund"),
    ),
    "Tchalli": (("tch", "x", "q", "z", "ch", "tl"), ("a", "i", "e"), ("", "l", "t", "x"), ("atl", "li", "ec", "itz")),
    "Verdois": (("v", "ch", "b", "l", "g", "d", "m"), ("au", "ou", "e", "i"), ("", "r", "s"), ("eau", "ier", "otte", "and")),
}


def names(seed: int) -> dict[str, str]:
    """By language, `NAMES` different names, one per line, sorted; no name occurs in two languages."""
    random, taken, found = Random(seed), set[str](), {}
    for language, (beginnings, vowels, ends, endings) in LANGUAGES.items():
        own: set[str] = set()
        while len(own) < NAMES:
            length = 1 + int(random.random() * 2)
            stem = "".join(pick(random, beginnings) + pick(random, vowels) + pick(random, ends) for _ in range(length))
            name = (stem + pick(random, endings)).capitalize()
            if 3 <= len(name) <= 16 and name not in taken:
                own.add(name)
        taken |= own
        found[language] = "\n".join(sorted(own)) + "\n"
    return found
