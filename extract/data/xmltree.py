"""XML of strangers: parsed without entities, network or document type; elements are asked for by their local names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from domain.errors import UnreadableError
from extract.data.sheet import Sheet

LARGEST = 20 * 1024 * 1024
DEEPEST = 60
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def head_of(content: bytes, most: int = 8192) -> str:
    """How the text begins, for telling what it is: UTF-16 by its mark, else as bytes."""
    head = content[:most]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1").lstrip()


def parse(content: bytes) -> etree._Element:
    """The root of the document.

    Raises:
        UnreadableError: it is too large, is damaged, or declares entities or a document type, whatever they say.
    """
    if len(content) > LARGEST:
        raise UnreadableError(f"The XML has {len(content) / 1024**2:.0f} MB; at most {LARGEST // 1024**2} MB are read.")
    if _DECLARES.search(head_of(content, len(content))):
        raise UnreadableError("The XML declares a document type or entities, which are not resolved: ask the sender for the plain message.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content.strip() if content[:2] not in (b"\xff\xfe", b"\xfe\xff") else content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableError(f"The XML is damaged or not in the encoding that it names ({' '.join(str(error).split())[:150]}).") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableError("The XML declares a document type, which is not resolved: ask the sender for the plain message.")
    return root


def local(element: etree._Element) -> str:
    """Its name without the namespace."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


class Tree:
    """A document with the row of its sheet that each element stands in."""

    def __init__(self, root: etree._Element) -> None:
        """Writes a row for each element that has a text or that holds others."""
        self.root, self.sheet = root, Sheet()
        self._row: dict[etree._Element, int] = {}
        self._write(root, 0)

    def all(self, element: etree._Element, path: str) -> list[etree._Element]:
        """The elements below at that path of local names, such as `Item/Name`."""
        found = [element]
        for step in path.split("/"):
            found = [child for each in found for child in each if local(child) == step]
        return found

    def first(self, element: etree._Element, *paths: str) -> etree._Element | None:
        """The first element that any of the paths finds and that is not empty."""
        for path in paths:
            for found in self.all(element, path):
                if (found.text or "").strip() or len(found):
                    return found
        return None

    def only(self, element: etree._Element, what: str, *paths: str) -> etree._Element | None:
        """The first that is found; where several of the same path differ, it is noted."""
        found = self.first(element, *paths)
        same = next((each for path in paths if found is not None and found in (each := self.all(element, path))), [])
        if len({" ".join((each.text or "").split()) for each in same} - {""}) > 1:
            self.sheet.note(f"it says several things of {what}")
        return found

    def text(self, element: etree._Element, *paths: str) -> str | None:
        """The text of the first that is found."""
        found = self.first(element, *paths)
        return (found.text or "").strip() or None if found is not None else None

    def row(self, element: etree._Element) -> int:
        """The row that the element stands in."""
        return self._row.get(element, 0)

    def walk(self, element: etree._Element) -> Iterator[etree._Element]:
        """The element and all below it."""
        return (each for each in element.iter() if isinstance(each.tag, str))

    def _write(self, element: etree._Element, depth: int) -> None:
        if depth > DEEPEST:
            raise UnreadableError(f"The XML is nested more than {DEEPEST} elements deep.")
        marks = "".join(f" {etree.QName(name).localname}={value}" for name, value in element.attrib.items() if len(value) < 20)
        said = " ".join((element.text or "").split())
        self._row[element] = self.sheet.row("  " * depth + local(element) + marks + (f": {said}" if said else ""))
        for child in element:
            if isinstance(child.tag, str):
                self._write(child, depth + 1)
