"""Words: spaCy's English tokenizer, brought nearer to Universal Dependencies.

spaCy's rules split "anti-terrorism" and keep "2bn" whole; UD English does the opposite. The changes below are
the differences that recur in the EWT and GUM training parts. ``python -m training.tokenizer`` writes them, with
spaCy's own (MIT), to ``src/hearsay/data/tokenizer.json``, whence :mod:`hearsay.parse.tokenizer` reads them.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy
from spacy.symbols import ORTH
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

if TYPE_CHECKING:
    from spacy.language import Language

# Bound prefixes after which UD does not part a hyphenated word.
_PREFIXES = (
    "anti", "non", "e", "co", "re", "pre", "mid", "pro", "post", "ex", "multi", "semi", "sub", "inter",
    "intra", "un", "de", "neo", "pseudo", "quasi", "ultra", "micro", "macro", "bi", "tri", "vice", "super", "counter",
)  # fmt: skip
_HYPHEN = r"(?:-|–|—|--|---|——|~)"
_LETTER = r"[^\W\d_]"
_NOT_AFTER_PREFIX = "".join(rf"(?<!\b{prefix})(?<!\b{prefix.capitalize()})" for prefix in _PREFIXES)


def _infixes(defaults: list[str]) -> list[str]:
    kept = [rule for rule in defaults if "-|–|—" not in rule]
    return [
        *kept,
        rf"(?<={_LETTER}){_NOT_AFTER_PREFIX}-(?={_LETTER})",
        rf"(?<={_LETTER})(?:–|—|--|---|——|~)(?={_LETTER})",
        r"(?<=[0-9])-(?=[A-Za-z])",
        r"(?<=[0-9])(?:–|—)(?=[0-9])",
        r"(?<=[A-Za-z])/(?=[A-Za-z])",
        r"[“”\"«»„]",
        r"(?<=[.!?…])(?=[“\"])",
        r"—",
    ]


def _suffixes(defaults: list[str]) -> list[str]:
    # Every rule is anchored by appending "$", so alternatives need a group of their own.
    return [*defaults, r"(?<=[0-9])(?:bn|tn|pm|am|PM|AM|%)", r"(?:!{2,}|\?{2,}|[?!]{2,})", r"(?:”|’|»|—)"]


def customise(nlp: Language) -> Language:
    """Give ``nlp`` the word rules above, in place, and return it."""
    defaults: Any = nlp.Defaults
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(_infixes(list(defaults.infixes or []))).finditer
    tokenizer.suffix_search = compile_suffix_regex(_suffixes(list(defaults.suffixes or []))).search
    tokenizer.prefix_search = compile_prefix_regex([*(defaults.prefixes or []), r"(?:—|–|-(?=[A-Za-z]{3}))"]).search
    return nlp


def rules() -> dict[str, Any]:
    """The rules as data: four patterns, and the exceptions with their words."""
    tokenizer: Any = blank().tokenizer
    assert tokenizer.token_match is None
    functions = {
        "prefix": tokenizer.prefix_search,
        "suffix": tokenizer.suffix_search,
        "infix": tokenizer.infix_finditer,
        "url": tokenizer.url_match,
    }
    exceptions = {whole: [part[ORTH] for part in parts] for whole, parts in tokenizer.rules.items() if whole.strip()}
    return {
        "spacy": version("spacy"),
        "rules": {name: function.__self__.pattern for name, function in functions.items()},
        "exceptions": dict(sorted(exceptions.items())),
    }


def main() -> None:
    target = Path(__file__).resolve().parent.parent / "src" / "hearsay" / "data" / "tokenizer.json"
    target.write_text(json.dumps(rules(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def blank() -> Language:
    """A spaCy pipeline of nothing but this tokenizer."""
    return customise(spacy.blank("en"))


if __name__ == "__main__":
    main()
