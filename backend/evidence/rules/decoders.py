"""The two barcode decoders behind one face. zbar needs a library of the system; without it zxing reads alone."""

from typing import Any

import zxingcpp

from backend.evidence.rules.codes import SHORTEST, Code, Guard
from backend.evidence.rules.views import View

try:
    from pyzbar import pyzbar
    from pyzbar.pyzbar import ZBarSymbol
except ImportError:  # pyzbar is there, but the system's libzbar isn't
    pyzbar = ZBarSymbol = None

HAS_ZBAR = pyzbar is not None

_ZXING = {
    "QR Code": "QRCODE", "Micro QR Code": "QRCODE", "rMQR Code": "QRCODE", "Data Matrix": "DATAMATRIX", "Aztec": "AZTEC",
    "PDF417": "PDF417", "Compact PDF417": "PDF417", "MicroPDF417": "PDF417", "MaxiCode": "MAXICODE", "Code 128": "CODE128",
    "Code 93": "CODE93", "Code 39": "CODE39", "Code 39 Standard": "CODE39", "Code 39 Extended": "CODE39", "Code 32": "CODE39",
    "PZN": "CODE39", "Codabar": "CODABAR", "ITF": "ITF", "ITF-14": "ITF", "EAN-13": "EAN13", "ISBN": "EAN13", "EAN-8": "EAN8",
    "UPC-A": "UPCA", "UPC-E": "UPCE",
}  # fmt: skip
_ZBAR = {
    "QRCODE": "QRCODE", "CODE128": "CODE128", "CODE93": "CODE93", "CODE39": "CODE39", "CODABAR": "CODABAR", "I25": "ITF",
    "EAN13": "EAN13", "ISBN13": "EAN13", "EAN8": "EAN8", "UPCA": "UPCA", "UPCE": "UPCE",
}  # fmt: skip
# A picture without a code costs zbar three times as long when it looks for every kind; its PDF417 and DataBar invent texts.
_ZBAR_KINDS = (
    [ZBarSymbol[name] for name in ("QRCODE", "CODE128", "CODE93", "CODE39", "CODABAR", "I25", "EAN13", "EAN8", "UPCA", "UPCE")]
    if HAS_ZBAR
    else []
)


def zxing(view: View, name: str) -> list[Code]:
    """What zxing-cpp reads in a view of this name."""
    found = zxingcpp.read_barcodes(view.picture, text_mode=zxingcpp.TextMode.Plain)
    return _usable(_zxing_code(view, name, barcode) for barcode in found)


def _zxing_code(view: View, name: str, barcode: Any) -> Code | None:
    symbology = _ZXING.get(str(barcode.format))
    if symbology is None or not barcode.valid:
        return None
    at = barcode.position
    corners = [(float(p.x), float(p.y)) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
    return Code(barcode.text, symbology, "zxing", name, view.original_box(corners), round(barcode.orientation))


def zbar(view: View, name: str) -> list[Code]:
    """What zbar reads in a view of this name; nothing where the system has no libzbar."""
    if pyzbar is None:
        return []
    return _usable(_zbar_code(view, name, symbol) for symbol in pyzbar.decode(view.picture, symbols=_ZBAR_KINDS))


def _zbar_code(view: View, name: str, symbol: Any) -> Code | None:
    symbology = _ZBAR.get(symbol.type)
    if symbology is None:
        return None
    try:
        text = symbol.data.decode()
    except UnicodeDecodeError:
        return None
    corners = [(float(point.x), float(point.y)) for point in symbol.polygon]
    if not corners:
        corners = [(float(symbol.rect.left), float(symbol.rect.top))]
    return Code(text, symbology, "zbar", name, view.original_box(corners))


def _usable(codes: Any) -> list[Code]:
    return [code for code in codes if code is not None and len(code.text.strip()) >= _shortest(code)]


def _shortest(code: Code) -> int:
    return 1 if code.guard is Guard.PROVEN else SHORTEST
