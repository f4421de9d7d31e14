"""Packages of Word and Excel written as one XML file («Flat OPC», Word's «Word XML Document») → the same, zipped."""

import base64
import binascii
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from scheduler.documents.faults import Fault
from scheduler.documents.zipped import attribute, child, children, parsed

_FLAT = re.compile(rb"\s*(?:<\?[^>]{0,200}>\s*)*<(?:\w+:)?package\s[^>]*schemas\.microsoft\.com/office/2006/xmlPackage")


def is_flat(data: bytes) -> bool:
    """Whether it is such a file (ECMA-376 has no name for it; Word writes it as .xml)."""
    return _FLAT.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) is not None


def zipped(data: bytes) -> bytes:
    """The package in a zip, as .docx and .xlsx are. Raises Fault: file-damaged, and those of zipped.parsed."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for part in children(parsed(data), "part"):
            if name := (attribute(part, "name") or "").lstrip("/"):
                archive.writestr(zipfile.ZipInfo(name), _body(part))
    return out.getvalue()


def _body(part: Element) -> bytes:
    root = next(iter(child(part, "xmlData") or ()), None)
    if root is not None:
        return bytes(ElementTree.tostring(root, "utf-8"))
    binary = child(part, "binaryData")
    try:
        return base64.b64decode("" if binary is None else binary.text or "")
    except binascii.Error as error:
        raise Fault("file-damaged") from error
