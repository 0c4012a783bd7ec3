"""The structure of a tagged document: which marked content on which page belongs to which element.

Kept in flat arrays, because an annex of 20,000 rows has more than 200,000 elements.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

KINDS = (
    "Document", "H1", "H2", "H3", "H4", "H5", "P", "Table", "Caption", "TR", "TH", "TD", "Figure", "TOC", "TOCI",
    "Link", "Note", "Sect",
)  # fmt: skip
_KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
ROOT = 0
NONE = -1


@dataclass(eq=False, slots=True)
class Tag:
    """An element that a block will have once it is drawn; the parts of a split block share one."""

    kind: str
    parent: Tag | None = None
    alt: str = ""
    attributes: str = ""
    element: int | None = field(default=None, init=False)


class Structure:
    """All elements of one document, in reading order."""

    def __init__(self) -> None:
        self._kinds = array("B", [_KIND_NUMBER["Document"]])
        self._parents = array("L", [0])
        self._first_child = array("l", [NONE])
        self._last_child = array("l", [NONE])
        self._sibling = array("l", [NONE])
        self._page = array("l", [NONE])  # of the element's first marked content
        self._mark = array("l", [NONE])
        self._more_marks: dict[int, list[tuple[int, int]]] = {}
        self._extras: dict[int, tuple[str, str]] = {}
        self.pages: list[array[int]] = []  # the element of every marked content, page by page
        self.links: list[tuple[int, int]] = []  # (page, element) of every link annotation, in drawing order

    def __len__(self) -> int:
        return len(self._kinds)

    def start_page(self) -> None:
        """Marked content from now on stands on a new page."""
        self.pages.append(array("L"))

    def add(self, kind: str, parent: int = ROOT, alt: str = "", attributes: str = "") -> int:
        """A new element; its number."""
        element = len(self._kinds)
        self._kinds.append(_KIND_NUMBER[kind])
        self._parents.append(parent)
        for row in (self._first_child, self._last_child, self._sibling, self._page, self._mark):
            row.append(NONE)
        if self._first_child[parent] == NONE:
            self._first_child[parent] = element
        else:
            self._sibling[self._last_child[parent]] = element
        self._last_child[parent] = element
        if alt or attributes:
            self._extras[element] = (alt, attributes)
        return element

    def element(self, tag: Tag) -> int:
        """The element of a tag, made when it is asked for first."""
        if tag.element is None:
            parent = ROOT if tag.parent is None else self.element(tag.parent)
            tag.element = self.add(tag.kind, parent, tag.alt, tag.attributes)
        return tag.element

    def mark(self, element: int) -> int:
        """The MCID of the next marked content of an element on this page."""
        page = self.pages[-1]
        mark = len(page)
        page.append(element)
        if self._mark[element] == NONE:
            self._page[element], self._mark[element] = len(self.pages) - 1, mark
        else:
            self._more_marks.setdefault(element, []).append((len(self.pages) - 1, mark))
        return mark

    def link(self, element: int) -> None:
        """A link annotation was put on this page for an element."""
        self.links.append((len(self.pages) - 1, element))

    def children(self, element: int) -> Iterator[int]:
        """The elements inside an element, in reading order."""
        child = self._first_child[element]
        while child != NONE:
            yield child
            child = self._sibling[child]

    def marks(self, element: int) -> list[tuple[int, int]]:
        """(page from 0, MCID) of an element's marked contents, in reading order."""
        if self._mark[element] == NONE:
            return []
        return [(self._page[element], self._mark[element]), *self._more_marks.get(element, ())]

    def elements(self) -> Iterator[tuple[int, str, int, str, str]]:
        """(number, kind, parent, alternative text, attributes) of every element."""
        for number, (kind, parent) in enumerate(zip(self._kinds, self._parents, strict=True)):
            alt, attributes = self._extras.get(number, ("", ""))
            yield number, KINDS[kind], parent, alt, attributes
