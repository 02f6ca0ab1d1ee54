"""Text from an article made safe to show: control characters seen instead of obeyed.

A terminal obeys escape sequences in what it prints, and both terminals and browsers obey the bidirectional
controls of Unicode (UAX #9), with which a text can be made to read differently from what it says
(CVE-2021-42574). Neither belongs in a rendering. Letters, combining marks, joiners and emoji are untouched.
"""

from __future__ import annotations

import re
import unicodedata

_EMBEDDINGS = "\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_OVERRIDES = "\u202d\u202e"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_LONE_SURROGATES = "\ud800-\udfff"
_NOT_CHARACTERS = "\ufdd0-\ufdef\ufffe\uffff"

_IN_TERMINAL = re.compile(f"[{_CONTROLS}{_LONE_SURROGATES}{_EMBEDDINGS}{_OVERRIDES}\ufeff]")
_IN_PAGE = re.compile(f"[{_CONTROLS}{_LONE_SURROGATES}{_NOT_CHARACTERS}{_OVERRIDES}]")
_SPACE = re.compile(r"\s+")
_BREAKS = re.compile(r"[^\S ]+")


def one_line(text: str) -> str:
    """The text with every run of white space, line ends included, made one space."""
    return _SPACE.sub(" ", text).strip()


def for_terminal(text: str) -> str:
    """The text on one line with no character left in it that a terminal would obey."""
    return _IN_TERMINAL.sub(_shown, one_line(text))


def terminal_line(text: str) -> str:
    """A line that is laid out already: its spaces stay, line ends and tabs in it do not, nor what a terminal obeys."""
    return _IN_TERMINAL.sub(_shown, _BREAKS.sub(" ", text)).rstrip()


def for_page(text: str) -> str:
    """The text for a page, not yet escaped: controls and bidirectional overrides shown.

    Embeddings and isolates stay, since text in right-to-left scripts uses them honestly and a page closes
    them at the end of each block.
    """
    return _IN_PAGE.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # the Control Pictures block, in the same order
    if code == 0x7F:
        return "\u2421"
    if unicodedata.category(character) == "Cs":
        return "\ufffd"
    return f"<U+{code:04X}>"
