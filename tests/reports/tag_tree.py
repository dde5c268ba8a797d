"""Reads a finished PDF as a screen reader does: the tag tree with the text of each element, and what is left out as artifact."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

BFCHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass
class Element:
    """A structure element: type, attributes, text of its own content and of its kids in reading order."""

    role: str
    dictionary: pikepdf.Object
    parent: "Element | None"
    kids: list["Element | str"] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)
    links: list[pikepdf.Object] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def elements(self) -> list["Element"]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def walk(self) -> Iterator["Element"]:
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def attribute(self, name: str) -> object:
        attributes = self.dictionary.get("/A")
        return attributes.get(name) if attributes is not None else None

    def all(self, *roles: str) -> list["Element"]:
        return [element for element in self.walk() if element.role in roles]


@dataclass
class TaggedPdf:
    """The tree and, for each page, the text of its artifacts by kind."""

    pdf: pikepdf.Pdf
    root: Element
    artifacts: list[list[tuple[str, str]]]


def read(pdf: pikepdf.Pdf) -> TaggedPdf:
    texts, artifacts = [], []
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
    for page in pdf.pages:
        marked, left_out = _page_texts(page)
        texts.append(marked)
        artifacts.append(left_out)
    tree = pdf.Root.StructTreeRoot.K
    documents = list(tree) if isinstance(tree, pikepdf.Array) else [tree]
    assert len(documents) == 1
    root = _element(documents[0], parent=None, texts=texts, numbers=numbers)
    return TaggedPdf(pdf=pdf, root=root, artifacts=artifacts)


def _element(dictionary, *, parent, texts, numbers) -> Element:
    element = Element(role=str(dictionary.S)[1:], dictionary=dictionary, parent=parent)
    own_page = numbers.get(dictionary.Pg.objgen) if "/Pg" in dictionary else None
    kids = dictionary.get("/K", pikepdf.Array([]))
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            element.kids.append(texts[own_page][int(kid)])
            element.pages.add(own_page)
        elif kid.get("/Type") == "/MCR":
            page = numbers[kid.Pg.objgen]
            element.kids.append(texts[page][int(kid.MCID)])
            element.pages.add(page)
        elif kid.get("/Type") == "/OBJR":
            element.links.append(kid.Obj)
        else:
            element.kids.append(_element(kid, parent=element, texts=texts, numbers=numbers))
    return element


def _page_texts(page) -> tuple[dict[int, str], list[tuple[str, str]]]:
    fonts = {name: _unicode_map(font) for name, font in page.Resources.Font.items()}
    marked: dict[int, str] = {}
    actual: dict[int, bool] = {}
    left_out: list[tuple[str, str]] = []
    stack: list[tuple[str, int | str]] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if name == "BDC" else {}
            if str(operands[0]) == "/Artifact":
                kind = str(properties.get("/Subtype", properties.get("/Type", "")))[1:] if name == "BDC" else ""
                left_out.append((kind, ""))
                stack.append(("artifact", len(left_out) - 1))
            else:
                spoken = str(properties.get("/ActualText", "")).replace("\u00ad", "")
                marked[int(properties["/MCID"])] = spoken
                actual[int(properties["/MCID"])] = bool(spoken)
                stack.append(("content", int(properties["/MCID"])))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in ("Tj", "TJ"):
            pieces = operands[0] if name == "TJ" else [operands[0]]
            text = "".join(_decoded(piece, font) for piece in pieces if isinstance(piece, pikepdf.String))
            assert stack, f"text outside marked content: {text}"
            kind, key = stack[-1]
            if kind == "content":
                marked[key] += "" if actual[key] else text
            else:
                left_out[key] = (left_out[key][0], left_out[key][1] + text)
    return marked, left_out


def _unicode_map(font) -> dict[int, str]:
    stream = font.ToUnicode.read_bytes()
    body = stream.split(b"beginbfchar", 1)[1] if b"beginbfchar" in stream else b""
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in BFCHAR.findall(body)}


def _decoded(piece, font: dict[int, str]) -> str:
    content = bytes(piece)
    codes = [int.from_bytes(content[start : start + 2]) for start in range(0, len(content), 2)]
    return "".join(font[code] for code in codes)
