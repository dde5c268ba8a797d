"""The tag tree of a PDF, built from the document tree: in place of WeasyPrint 70's own builder.

WeasyPrint makes one structure element per page for whatever spans pages, gives header cells no scope, tags repeated
table heads and neither tags nor excludes running heads. Here each element of the document becomes one structure
element, wherever its boxes fall, and what carries no content is marked as an artifact while it is painted.

The module leans on internals of WeasyPrint 70.0 (see `SUPPORTED_VERSION`); the tests read the tree it makes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
import weasyprint
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from reports.line_ends import LineEnds

SUPPORTED_VERSION = "70.0"
POINTS_PER_PIXEL = 0.75
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


class _TreeWriter:
    """Writes the planned tree into the file once the pages are painted."""

    def __init__(self, pdf: Any, *, plan: TagPlan, document: Any, streams: list[Any]) -> None:
        self.pdf = pdf
        self.plan = plan
        self.pages = document.pages
        self.references = pdf.page_references
        self.marked = [dict(stream._tags) for stream in streams]
        self.parents: list[dict[int, Node]] = [{} for _ in streams]
        self.annotations: list[tuple[Any, Node]] = []

    def write(self) -> None:
        """Add the structure tree, the parent tree and the marks of a tagged file to the catalogue."""
        self._resolve(self.plan.root)
        leftover = [box for tags in self.marked for box in tags]
        if leftover:
            raise TaggingFailed(f"Painted content outside the tag tree: {leftover[0]!r}.")
        parent_tree = pydyf.Dictionary({})
        self.pdf.add_object(parent_tree)
        root = pydyf.Dictionary({"Type": "/StructTreeRoot", "ParentTree": parent_tree.reference})
        self.pdf.add_object(root)
        self._write_node(self.plan.root, parent_reference=root.reference)
        root["K"] = pydyf.Array([self.plan.root.dictionary.reference])
        parent_tree["Nums"] = self._parent_numbers()
        root["ParentTreeNextKey"] = len(self.parents) + len(self.annotations)
        self.pdf.catalog["StructTreeRoot"] = root.reference
        self.pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _resolve(self, node: Node) -> bool:
        """Keep what was painted; return whether anything of the node is left."""
        kept: list[Node | Leaf] = []
        for kid in node.kids:
            if isinstance(kid, Node):
                if self._resolve(kid):
                    kept.append(kid)
            elif kid.is_link:
                if kid.box.link_annotation:
                    kept.append(kid)
            elif kid.box in self.marked[kid.page]:
                kid.mcid = self.marked[kid.page].pop(kid.box)["mcid"]
                self.parents[kid.page][kid.mcid] = node
                kept.append(kid)
        node.kids = kept
        return bool(kept) or node.role in KEPT_WHEN_EMPTY

    def _write_node(self, node: Node, *, parent_reference: Any) -> None:
        page = self._first_page(node)
        dictionary = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent_reference})
        if page is not None:
            dictionary["Pg"] = self.references[page]
        dictionary.update(self._attributes(node))
        self.pdf.add_object(dictionary)
        node.dictionary = dictionary
        kids = pydyf.Array([])
        for kid in node.kids:
            if isinstance(kid, Node):
                self._write_node(kid, parent_reference=dictionary.reference)
                kids.append(kid.dictionary.reference)
            else:
                kids.append(self._content(kid, node=node, page=page))
        dictionary["K"] = kids

    def _first_page(self, node: Node) -> int | None:
        return next((kid.page for kid in node.kids if isinstance(kid, Leaf)), None)

    def _content(self, leaf: Leaf, *, node: Node, page: int | None) -> Any:
        if leaf.is_link:
            return self._annotation(leaf, node=node)
        mcid = leaf.mcid
        if leaf.page == page:
            return mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.references[leaf.page], "MCID": mcid})

    def _annotation(self, leaf: Leaf, *, node: Node) -> Any:
        annotation = leaf.box.link_annotation
        words = node.element.get("aria-label") or "".join(node.element.itertext())
        annotation["Contents"] = pydyf.String(" ".join(words.split()))
        annotation["StructParent"] = len(self.parents) + len(self.annotations)
        self.annotations.append((annotation, node))
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.references[leaf.page]})

    def _attributes(self, node: Node) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if node.own_language:
            values["Lang"] = pydyf.String(node.language)
        if node.role == "L":
            values["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": "/None"})
        if node.role in ("TH", "TD"):
            values["A"] = _cell_attributes(node)
        if node.figure is not None:
            page, box = node.figure
            values.update(self._figure_attributes(node, page=page, box=box))
        if node.role == "Span" and node.element is not None and node.element.get("title"):
            values["E"] = pydyf.String(node.element.get("title"))
        return values

    def _figure_attributes(self, node: Node, *, page: int, box: Any) -> dict[str, Any]:
        title = node.element.find(SVG_TITLE)
        if title is None or not (title.text or "").strip():
            raise TaggingFailed("A figure has no title that says what it shows.")
        height = self.pages[page].height
        left, top = box.content_box_x(), box.content_box_y()
        corners = (left, height - top - box.height, left + box.width, height - top)
        rectangle = pydyf.Array([round(corner * POINTS_PER_PIXEL, 2) for corner in corners])
        layout = pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": rectangle})
        return {"Alt": pydyf.String(title.text), "A": layout}

    def _parent_numbers(self) -> Any:
        numbers = pydyf.Array([])
        for page, parents in enumerate(self.parents):
            references = [parents[mcid].dictionary.reference for mcid in sorted(parents)]
            if sorted(parents) != list(range(len(parents))):
                raise TaggingFailed(f"The marked content of page {page + 1} is not all in the tree.")
            numbers.extend([page, pydyf.Array(references)])
        for index, (_, node) in enumerate(self.annotations, start=len(self.parents)):
            numbers.extend([index, node.dictionary.reference])
        return numbers


def _cell_attributes(node: Node) -> Any:
    attributes = pydyf.Dictionary({"O": "/Table"})
    if node.role == "TH":
        attributes["Scope"] = "/Row" if node.element.get("scope") == "row" else "/Column"
    for html_name, pdf_name in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        span = int(node.element.get(html_name, "1"))
        if span > 1:
            attributes[pdf_name] = span
    return attributes


@contextmanager
def own_tags(document: Any) -> Iterator[None]:
    """Let WeasyPrint paint and tag `document` by our plan while the block runs.

    Raises TaggingFailed when another version than 70.0 is installed. Not for two threads at once: it swaps module
    names of WeasyPrint for the time being.
    """
    if weasyprint.__version__ != SUPPORTED_VERSION:
        raise TaggingFailed(f"The tags are written for WeasyPrint {SUPPORTED_VERSION}, not {weasyprint.__version__}.")
    plan = TagPlan(document)

    class PlannedStream(Stream):  # type: ignore[misc]
        @contextmanager
        def marked(self, box: Any, tag: str) -> Iterator[None]:
            kind = plan.artifacts.get(id(box))
            if kind is None:
                self._tags[box] = {"tag": tag, "mcid": len(self._tags)}
                properties = pydyf.Dictionary({"MCID": self._tags[box]["mcid"]})
                if id(box) in plan.actual_texts:
                    properties["ActualText"] = pydyf.String(plan.actual_texts[id(box)])
                self.begin_marked_content(tag, properties)
            else:
                self.begin_marked_content("Artifact", _artifact_properties(kind))
            yield
            self.end_marked_content()

    def add_tags(pdf: Any, document: Any, _pdf_version: str, page_streams: list[Any]) -> None:
        _TreeWriter(pdf, plan=plan, document=document, streams=page_streams).write()

    original = weasyprint.pdf.Stream, weasyprint.pdf.add_tags
    weasyprint.pdf.Stream, weasyprint.pdf.add_tags = PlannedStream, add_tags
    try:
        yield
    finally:
        weasyprint.pdf.Stream, weasyprint.pdf.add_tags = original


def _artifact_properties(kind: str) -> Any:
    if kind in ("Header", "Footer"):
        return pydyf.Dictionary({"Type": "/Pagination", "Subtype": f"/{kind}"})
    return pydyf.Dictionary({"Type": "/Pagination" if kind == "Repeated" else "/Layout"})
