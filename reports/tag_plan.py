"""Which element of a document becomes which structure element, and which boxes are artifacts: planned before painting.

Each element of the document becomes one structure element, wherever its boxes fall; repeated table heads, running
heads and what the document hides from readers carry no content. Leans on internals of WeasyPrint 70.0.
"""

from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from reports.line_ends import LineEnds

SVG = "{http://www.w3.org/2000/svg}svg"
SVG_TITLE = "{http://www.w3.org/2000/svg}title"

ROLES: dict[str, str] = {
    "section": "Sect",
    "article": "Art",
    "blockquote": "BlockQuote",
    "q": "Quote",
    "p": "P",
    "figcaption": "Caption",
    "caption": "Caption",
    "figure": "Div",
    "ol": "L",
    "ul": "L",
    "dl": "L",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "a": "Link",
    SVG: "Figure",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
"""Structure type of each element; elements not named here are transparent, their content belongs to what surrounds them."""

KEPT_WHEN_EMPTY = ("TD", "TH")
"""Rows stay regular, so an empty cell remains a cell."""


class TaggingFailed(RuntimeError):
    """The document cannot be tagged: a figure without a text alternative, content outside the tree, another WeasyPrint."""


@dataclass(eq=False)
class Node:
    """A structure element on its way into the file."""

    role: str
    language: str
    parent: "Node | None" = None
    kids: list["Node | Leaf"] = field(default_factory=list)
    element: Any = None
    own_language: bool = False
    figure: "tuple[int, Any] | None" = None
    dictionary: Any = None

    def add(self, role: str, *, element: Any = None) -> "Node":
        """Append a child of a role and return it."""
        child = Node(role=role, language=self.language, parent=self, element=element)
        self.kids.append(child)
        return child


@dataclass(eq=False)
class Leaf:
    """A box with painted content, or one that may carry a link annotation, on a page counted from 0."""

    page: int
    box: Any
    is_link: bool = False
    mcid: int = -1


class TagPlan:
    """The tree of a laid-out document and the boxes that are artifacts, known before anything is painted."""

    def __init__(self, document: Any) -> None:
        self.language = document.metadata.lang or ""
        self.root = Node(role="Document", language=self.language)
        self.artifacts: dict[int, str] = {}
        self._nodes: dict[int, Node] = {}
        self._heads_seen: dict[int, int] = {}
        self._line_ends = LineEnds()
        self.actual_texts = self._line_ends.actual_texts
        for number, page in enumerate(document.pages):
            self._visit(page._page_box, node=self.root, page=number)

    def _visit(self, box: Any, *, node: Node, page: int) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        excluded = self._artifact_kind(box, page=page)
        if excluded:
            self._exclude(box, kind=excluded)
            return
        if box.element is not None and not isinstance(box, boxes.PageBox):
            node = self._node_of(box, surrounding=node, page=page)
        if isinstance(box, boxes.LineBox):
            self._line_ends.visit(box)
        if isinstance(box, (boxes.TextBox, boxes.ReplacedBox)):
            node.kids.append(Leaf(page=page, box=box))
            return
        if node.role == "Link" and not isinstance(box, boxes.LineBox):
            node.kids.append(Leaf(page=page, box=box, is_link=True))
        for child in getattr(box, "children", ()):
            self._visit(child, node=node, page=page)

    def _artifact_kind(self, box: Any, *, page: int) -> str:
        """Return the kind of artifact a box is, or nothing when it is content."""
        if isinstance(box, boxes.MarginBox):
            return "Header" if box.at_keyword.startswith("@top") else "Footer"
        if box.element is not None and box.element.get("aria-hidden") == "true":
            return "Decoration"
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
            first_page = self._heads_seen.setdefault(id(box.element), page)
            return "Repeated" if page != first_page else ""
        return ""

    def _exclude(self, box: Any, *, kind: str) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, (boxes.TextBox, boxes.ReplacedBox)):
            self.artifacts[id(box)] = kind
        for child in getattr(box, "children", ()):
            self._exclude(child, kind=kind)

    def _node_of(self, box: Any, *, surrounding: Node, page: int) -> Node:
        """Return the node that content of a box belongs to; the first box of an element makes it."""
        element = box.element
        known = self._nodes.get(id(element))
        if known is None:
            known = self._nodes[id(element)] = self._make_node(element, surrounding=surrounding)
            if known.role == "Figure" and known.element is element:
                known.figure = (page, box)
        return known

    def _make_node(self, element: Any, *, surrounding: Node) -> Node:
        if element.tag == "html":
            return surrounding
        node = self._structure_node(element, surrounding=surrounding)
        language = element.get("lang")
        if language and language != surrounding.language:
            if node is surrounding:
                node = surrounding.add("Span" if surrounding.role not in ("Document", "Sect", "Art", "Div") else "Div")
            node.language, node.own_language = language, True
        return node

    def _structure_node(self, element: Any, *, surrounding: Node) -> Node:
        tag = element.tag
        if tag == "nav" and element.get("role") == "doc-toc":
            return surrounding.add("TOC", element=element)
        if surrounding.role == "TOC" and tag in ("ol", "li"):
            return surrounding if tag == "ol" else surrounding.add("TOCI", element=element)
        if tag == "a" and surrounding.role == "TOCI":
            return surrounding.add("Reference").add("Link", element=element)
        if tag == "abbr" and element.get("title"):
            return surrounding.add("Span", element=element)
        if tag in ("dt", "dd"):
            return self._description_node(element, surrounding=surrounding)
        role = ROLES.get(tag)
        if role is None:
            return surrounding
        node = surrounding.add(role, element=element)
        return node.add("LBody") if role == "LI" else node

    def _description_node(self, element: Any, *, surrounding: Node) -> Node:
        """A term and its description form one list item."""
        last = surrounding.kids[-1] if surrounding.kids else None
        has_body = isinstance(last, Node) and any(isinstance(kid, Node) and kid.role == "LBody" for kid in last.kids)
        if not isinstance(last, Node) or (element.tag == "dt" and has_body):
            last = surrounding.add("LI")
        return last.add(ROLES[element.tag], element=element)
