"""English sentences and their French: a small grammar with agreement, elision and negation, so that every pair is right."""

from __future__ import annotations

from random import Random

from . import pick

PAIRS = 3000
PRONOUNS = (("I", "je"), ("you", "tu"), ("he", "il"), ("she", "elle"), ("we", "nous"), ("they", "ils"))
VERBS = (
    # English; French for je, tu, il/elle, nous, ils
    ("eat", ("mange", "manges", "mange", "mangeons", "mangent")),
    ("love", ("aime", "aimes", "aime", "aimons", "aiment")),
    ("find", ("trouve", "trouves", "trouve", "trouvons", "trouvent")),
    ("draw", ("dessine", "dessines", "dessine", "dessinons", "dessinent")),
    ("buy", ("achète", "achètes", "achète", "achetons", "achètent")),
    ("sell", ("vends", "vends", "vend", "vendons", "vendent")),
    ("see", ("vois", "vois", "voit", "voyons", "voient")),
    ("take", ("prends", "prends", "prend", "prenons", "prennent")),
    ("want", ("veux", "veux", "veut", "voulons", "veulent")),
    ("choose", ("choisis", "choisis", "choisit", "choisissons", "choisissent")),
)
NOUNS = (
    ("apple", "pomme", "f"),
    ("orange", "orange", "f"),
    ("pear", "poire", "f"),
    ("house", "maison", "f"),
    ("flower", "fleur", "f"),
    ("table", "table", "f"),
    ("bread", "pain", "m"),
    ("book", "livre", "m"),
    ("garden", "jardin", "m"),
    ("tree", "arbre", "m"),
    ("boat", "bateau", "m"),
    ("hat", "chapeau", "m"),
)
ADJECTIVES = (
    # English; French masculine, feminine; whether it stands before the noun
    ("small", "petit", "petite", True),
    ("big", "grand", "grande", True),
    ("pretty", "joli", "jolie", True),
    ("red", "rouge", "rouge", False),
    ("green", "vert", "verte", False),
    ("black", "noir", "noire", False),
    ("white", "blanc", "blanche", False),
)


def pairs(seed: int) -> str:
    """`PAIRS` different sentences, English and French separated by a tab, without a header line."""
    random, found = Random(seed), dict[str, str]()
    while len(found) < PAIRS:
        english, french = sentence(random)
        found.setdefault(english, french)
    return "".join(f"{english}\t{french}\n" for english, french in found.items())


def sentence(random: Random) -> tuple[str, str]:
    """One sentence in both languages."""
    person = int(random.random() * len(PRONOUNS))
    negative = random.random() < 0.3
    verb, forms = pick(random, VERBS)
    subject, sujet = PRONOUNS[person]
    form = forms[(0, 1, 2, 2, 3, 4)[person]]
    third = person in (2, 3)
    thing, chose = _object(random, definite=negative or random.random() < 0.5)
    if negative:
        return f"{subject} {'does' if third else 'do'} not {verb} {thing}", f"{sujet} {elide('ne', form)} pas {chose}"
    return f"{subject} {verb}{'s' if third else ''} {thing}", f"{elide(sujet, form)} {chose}"


def _object(random: Random, definite: bool) -> tuple[str, str]:
    noun, nom, gender = pick(random, NOUNS)
    article = ("le", "un") if gender == "m" else ("la", "une")
    determiner, mot = ("the", article[0]) if definite else ("a", article[1])
    if random.random() < 0.3:
        return _article(determiner, noun), elide(mot, nom)
    adjective, masculine, feminine, before = pick(random, ADJECTIVES)
    agreed = masculine if gender == "m" else feminine
    words = (agreed, nom) if before else (nom, agreed)
    return _article(determiner, f"{adjective} {noun}"), f"{elide(mot, words[0])} {words[1]}"


def _article(determiner: str, words: str) -> str:
    return f"an {words}" if determiner == "a" and words[0] in "aeiou" else f"{determiner} {words}"


def elide(word: str, following: str) -> str:
    """Two French words, the first shortened before a vowel.

    >>> elide("je", "aime"), elide("la", "pomme"), elide("il", "aime")
    ("j'aime", 'la pomme', 'il aime')
    """
    if word in ("je", "ne", "le", "la") and following[0] in "aeiouéè":
        return f"{word[0]}'{following}"
    return f"{word} {following}"
