"""Write the reference part of docs/import.md anew: kinds, columns and faults, from the code that reads files."""

from pathlib import Path

from backend.imports.rules.faults import CATALOGUE
from backend.imports.rules.kind import Kind
from backend.imports.rules.kinds.all import KINDS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "import.md"
MARK = "<!-- From here on written by python -m scripts.import_docs -->"


def reference() -> str:
    """Everything after the mark."""
    parts = [MARK, "## Kinds and columns"]
    parts.append(
        "A column in **bold** must be there, or one of those it stands with (`/`). `per register` columns may stand once "
        "for each register: 示数/峰, 峰示数, 示数(峰), or in two merged rows. Names are compared without case, spaces and "
        "punctuation."
    )
    parts += [_kind(kind) for kind in KINDS.values()]
    parts += ["## What is refused", _faults()]
    return "\n\n".join(parts) + "\n"


def _kind(kind: Kind) -> str:
    needed = {name: group for group in kind.needs for name in group}
    rows = ["| field | 中文 | English | example | also understood |", "|---|---|---|---|---|"]
    for each in kind.fields:
        name = f"`{each.name}`"
        if each.name in needed:
            others = [other for other in needed[each.name] if other != each.name]
            name = f"**{name}**" + (f" / {', '.join(others)}" if others else "")
        if each.banded:
            name += " (per register)"
        also = ", ".join(each.aliases[3:]) or "–"
        rows.append(f"| {name} | {each.zh} | {each.en} | {each.example or '–'} | {also} |")
    return f"### `{kind.code}` {kind.zh} – {kind.en}\n" + "\n".join(rows)


def _faults() -> str:
    rows = ["| code | what | what to do |", "|---|---|---|"]
    rows += [f"| `{code}` | {each.en} / {each.zh} | {each.do_en} / {each.do_zh} |" for code, each in CATALOGUE.items()]
    return "\n".join(rows)


def main() -> None:
    text = PAGE.read_text()
    PAGE.write_text(text[: text.index(MARK)] + reference())


if __name__ == "__main__":
    main()
