"""Turns what reportlab drew into PDF/A-2b and PDF/UA-1: colour profile, metadata, language, structure tree."""

from __future__ import annotations

import io
import zlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from fashiontracker import paths
from fashiontracker.reports.document import Meta
from fashiontracker.reports.sheaf import Sheaf
from fashiontracker.reports.tags import ROOT, Structure

PRODUCER = "fashiontracker (ReportLab, HarfBuzz)"
_PROFILE = "sRGB IEC61966-2.1"
_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>PDF/UA part</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def finish(drawn: bytes, meta: Meta, structure: Structure, file: BinaryIO) -> str:
    """Write the conforming file; its SHA-256."""
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        _describe(pdf, meta)
        links = _number_links(pdf, structure)
        highest = max(item.objgen[0] for item in pdf.objects)
        first = highest + 1  # the structure root; its elements follow
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        sheaf = Sheaf(file, first + len(structure))
        root, info = pdf.Root.objgen[0], pdf.trailer["/Info"].objgen[0]
        for item in pdf.objects:
            _copy(sheaf, item, first if item.objgen[0] == root else 0)
        pages = [page.obj.objgen[0] for page in pdf.pages]
        _write_structure(sheaf, structure, first, pages, links)
        return sheaf.close(root, info)


def _describe(pdf: pikepdf.Pdf, meta: Meta) -> None:
    """Everything the catalogue and the information dictionary say about the document."""
    profile = pdf.make_stream((paths.resources() / "icc" / "sRGB.icc").read_bytes())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String(_PROFILE), Info=String(_PROFILE),
        RegistryName=String("http://www.color.org"), DestOutputProfile=profile,
    )  # fmt: skip
    root = pdf.Root
    root.OutputIntents = Array([pdf.make_indirect(intent)])
    root.Lang = String("zh-CN")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    metadata = pdf.make_stream(_xmp(meta).encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    root.Metadata = metadata
    stamp = String(_pdf_date(meta.created))
    words = {"/Title": meta.title, "/Author": meta.author, "/Subject": meta.subject, "/Keywords": _keywords(meta)}
    info = pdf.trailer["/Info"]
    for key in list(info.keys()):
        del info[key]
    for key, value in words.items():
        if value:
            info[key] = String(_xml_safe(value))
    info["/Producer"], info["/CreationDate"], info["/ModDate"] = String(PRODUCER), stamp, stamp


def _keywords(meta: Meta) -> str:
    return ", ".join(meta.keywords)


def _pdf_date(moment: datetime) -> str:
    """D:YYYYMMDDHHMMSS with the zone where the moment has one."""
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}" + (f"{zone[:3]}'{zone[3:5]}'" if zone else "")


def _xml_safe(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return "".join(char for char in text if char >= " " and not 0xD800 <= ord(char) <= 0xDFFF and char < "\ufffe")


def _xmp(meta: Meta) -> str:
    def text(value: str) -> str:
        return escape(_xml_safe(value))

    def local(name: str, value: str) -> str:
        if not value:
            return ""
        return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{text(value)}</rdf:li></rdf:Alt></{name}>'

    stamp = meta.created.isoformat(timespec="seconds")
    keywords = f"<pdf:Keywords>{text(_keywords(meta))}</pdf:Keywords>" if meta.keywords else ""
    author = f"<dc:creator><rdf:Seq><rdf:li>{text(meta.author)}</rdf:li></rdf:Seq></dc:creator>" if meta.author else ""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
        'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
        f"{local('dc:title', meta.title)}{author}{local('dc:description', meta.subject)}"
        f"<pdf:Producer>{text(PRODUCER)}</pdf:Producer>{keywords}"
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>"
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
        f'</rdf:Description>{_UA_SCHEMA}</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _number_links(pdf: pikepdf.Pdf, structure: Structure) -> dict[int, list[tuple[int, int]]]:
    """Give every link annotation its key in the parent tree; element to (page, annotation object)."""
    annotations = {
        number: iter(list(page.obj.get("/Annots", ()))) for number, page in enumerate(pdf.pages)
    }  # fmt: skip
    owned: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for key, (page, element) in enumerate(structure.links, len(structure.pages)):
        annotation = next(annotations[page])
        annotation.StructParent = key
        owned[element].append((page, annotation.objgen[0]))
    for number, sheet in enumerate(pdf.pages):
        sheet.obj.StructParents = number
        sheet.obj.Tabs = Name.S
    return owned


def _copy(sheaf: Sheaf, item: pikepdf.Object, structure_root: int) -> None:
    """One object of reportlab's file, the catalogue with a reference to the structure added."""
    number = item.objgen[0]
    if not isinstance(item, pikepdf.Stream):
        body = item.unparse(resolved=True)
        if structure_root:
            body = body[: body.rindex(b">>")] + b"/StructTreeRoot %d 0 R >>" % structure_root
        sheaf.put(number, body)
        return
    words = Dictionary(dict(item.stream_dict.items()))
    filters = words.get("/Filter")
    data = item.read_raw_bytes()
    if words.get("/Type") != Name.Metadata and filters != Name.FlateDecode:
        data = zlib.compress(item.read_bytes())
        words.Filter = Name.FlateDecode
    for key in ("/Length", "/DecodeParms"):
        if key in words:
            del words[key]
    sheaf.put_stream(number, words.unparse()[2:-2], data)


def _write_structure(
    sheaf: Sheaf, structure: Structure, first: int, pages: list[int], links: dict[int, list[tuple[int, int]]]
) -> None:
    """The structure tree: its root is object ``first``, element n is object ``first + 1 + n``."""
    base = first + 1
    for number, kind, parent, alt, attributes in structure.elements():
        kids = [b"%d 0 R" % (base + child) for child in structure.children(number)]
        own = structure.marks(number)
        here = own[0][0] if own else links[number][0][0] if number in links else -1
        kids += [
            b"%d" % mark if page == here else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[page], mark)
            for page, mark in own
        ]
        kids += [b"<</Type/OBJR/Obj %d 0 R/Pg %d 0 R>>" % (item, pages[page]) for page, item in links.get(number, ())]
        above = first if number == ROOT else base + parent
        extra = (b"/Pg %d 0 R" % pages[here] if here >= 0 else b"") + attributes.encode()
        if alt:
            extra += b"/Alt" + String(alt).unparse()
        content = kids[0] if len(kids) == 1 else b"[" + b" ".join(kids) + b"]"
        sheaf.put(base + number, b"<</S/%s/P %d 0 R%s/K %s>>" % (kind.encode(), above, extra, content))
    numbers = b" ".join(_parent_tree(structure, base))
    keys = len(structure.pages) + len(structure.links)
    tree = b"<</Type/StructTreeRoot/K %d 0 R/ParentTreeNextKey %d/ParentTree<</Nums[%s]>>>>" % (base, keys, numbers)
    sheaf.put(first, tree)


def _parent_tree(structure: Structure, base: int) -> Iterator[bytes]:
    for page, owners in enumerate(structure.pages):
        yield b"%d [%s]" % (page, b" ".join([b"%d 0 R" % (base + element) for element in owners]))
    for key, (_, element) in enumerate(structure.links, len(structure.pages)):
        yield b"%d %d 0 R" % (key, base + element)
