"""The tag tree of a PDF, built from the document tree: in place of WeasyPrint 70's own builder.

WeasyPrint makes one structure element per page for whatever spans pages, gives header cells no scope, tags repeated
table heads and neither tags nor excludes running heads. Here each element of the document becomes one structure
element, wherever its boxes fall, and what carries no content is marked as an artifact while it is painted.

The module leans on internals of WeasyPrint 70.0 (see `SUPPORTED_VERSION`); the tests read the tree it makes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint
import weasyprint.pdf
from weasyprint.pdf.stream import Stream

from reports.tag_plan import KEPT_WHEN_EMPTY, SVG_TITLE, Leaf, Node, TaggingFailed, TagPlan

SUPPORTED_VERSION = "70.0"
POINTS_PER_PIXEL = 0.75


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
