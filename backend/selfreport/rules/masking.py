"""What of an address a link may show: enough for the customer to know their own, too little for a finder to go there."""

import re

HIDDEN = "*"

_TELLING = re.compile(r"[0-9０-９一二三四五六七八九十百零〇两A-Za-z]")
# A numeral that counts houses or floors, not one in a village's name (三里屯).
_FIRST = re.compile(r"[0-9０-９]|[一二三四五六七八九十百零〇两](?=[号楼栋幢座层室户组单])")


def masked(address: str) -> str:
    """The address with every figure hidden, in figures or Chinese numerals; Latin letters as well, from the first figure on.

    One without any figure loses its last third. Empty stays empty.
    """
    text = address.strip()
    figure = _FIRST.search(text)
    if figure is None:
        shown = len(text) - -(-len(text) // 3)
        return text[:shown] + HIDDEN * (len(text) - shown)
    return text[: figure.start()] + _TELLING.sub(HIDDEN, text[figure.start() :])


def tail(asset_number: str, figures: int = 6) -> str:
    """The last figures of a meter's number: what the customer compares with the meter."""
    return asset_number[-figures:]
