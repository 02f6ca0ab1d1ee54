"""A page taken apart, as strictly as the standard library's parser can."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "hr", "input", "base", "embed"}


@dataclass
class Element:
    """One element: its name, its attributes, and the text inside it."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return (self.attributes.get("class") or "").split()


@dataclass
class Page(HTMLParser):
    """Every element of a page in document order. Raises AssertionError where tags do not match."""

    source: str
    elements: list[Element] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()
        assert not self._open, f"left open: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the element."""
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        element = Element(tag, dict(attrs))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """Close the element."""
        assert self._open, f"nothing to close: {tag}"
        element = self._open.pop()
        assert element.tag == tag, f"{element.tag} closed by {tag}"

    def handle_data(self, data: str) -> None:
        """Give the text to every element it is in."""
        for element in self._open:
            element.text += data

    def find(self, tag: str | None = None, *classes: str) -> list[Element]:
        """The elements of a kind that have all the classes."""
        return [
            element
            for element in self.elements
            if (tag is None or element.tag == tag) and set(classes) <= set(element.classes)
        ]
