"""Leave out of Pyodide's loader what nothing uses: half of its bytes, and of the time to read and run it.

pyodide.asm.mjs is generated. For each of the 4,900 functions of the WebAssembly file it holds a variable and a
property, although the linker finds them by the exports' own names; and it holds a graphics and a sound library for
packages that nobody loads here. A name goes only if it occurs nowhere else in the loader or in what talks to it, and
a library's function only if no WebAssembly file of the release's core and our packages imports it.
"""

import re
from collections import Counter
from collections.abc import Iterable

NAME = re.compile(r"[A-Za-z_$][\w$]*")
EXPORT = re.compile(r'([\w$]+)=Module\["([\w$]+)"\]=wasmExports\["([\w$]+)"\](?:\.value>>>0)?')
OFFERED = re.compile(r'Module\["([\w$]+)"\]=([\w$]+);')
SIGNATURE = re.compile(r'(?<![\w$.])([\w$]+)\.sig="[^"]*";')
ASSIGNED = ("function assignWasmExports(wasmExports){", "}var wasmImports={")
IMPORTED = ("var wasmImports={", "}")


def trim(loader: str, others: Iterable[str], imported: set[str]) -> str:
    """The loader less what neither it, nor the `others` that talk to it, nor a file with these imports uses."""
    elsewhere = {name for text in others for name in NAME.findall(text)}
    return _unoffered(_unassigned(loader, elsewhere), elsewhere, imported)


def _between(text: str, marks: tuple[str, str]) -> tuple[int, int]:
    """Where what stands between two marks begins and ends."""
    for mark in marks[:1] if marks[1] == "}" else marks:
        if text.count(mark) != 1:
            told = f"pyodide.asm.mjs holds {mark!r} {text.count(mark)} times, not once"
            raise ValueError(f"{told}. Mend: see runtime/trim.py; the release's loader has changed")
    start = text.index(marks[0]) + len(marks[0])
    return start, text.index(marks[1], start)


def _unassigned(text: str, elsewhere: set[str]) -> str:
    """Without the variables and properties for exports that nothing calls by them."""
    start, end = _between(text, ASSIGNED)
    counts = Counter(NAME.findall(text))
    lines = text[start:end].split(";")
    dead = {match[1] for line in lines if (match := EXPORT.fullmatch(line)) and _dead(match, counts, elsewhere)}
    kept = [line for line in lines if not ((match := EXPORT.fullmatch(line)) and match[1] in dead)]
    function = start - len(ASSIGNED[0])
    declared = text.rindex("var ", 0, function) + len("var ")
    names = [name for name in text[declared:function].rstrip(";").split(",") if name not in dead]
    return f"{text[:declared]}{','.join(names)};{ASSIGNED[0]}{';'.join(kept)}{text[end:]}"


def _dead(match: re.Match[str], counts: Counter[str], elsewhere: set[str]) -> bool:
    """Whether a name stands in its declaration and its assignment alone."""
    variable, offered, _ = match.groups()
    return variable == offered and counts[variable] == 3 and variable not in elsewhere  # noqa: PLR2004


def _unoffered(text: str, elsewhere: set[str], imported: set[str]) -> str:
    """Without the libraries' functions that no WebAssembly file imports."""
    start, end = _between(text, IMPORTED)
    entries = [(line, line.partition(":")[0], line.rpartition(":")[2]) for line in text[start:end].split(",")]
    kept = {value for _, name, value in entries if name in imported}
    gone = {value for _, name, value in entries if name not in imported} - kept - elsewhere
    lines = [line for line, _, value in entries if value not in gone]
    text = f"{text[:start]}{','.join(lines)}{text[end:]}"
    text = OFFERED.sub(lambda match: "" if match[1] == match[2] and match[1] in gone else match[0], text)
    return SIGNATURE.sub(lambda match: "" if match[1] in gone else match[0], text)
