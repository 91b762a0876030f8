"""Three doors cut into Pyodide's loader, so that a memory snapshot may hold NumPy.

Python's memory can be put back as it was, but the compiled libraries in it (NumPy's are WebAssembly modules of their
own) must first be linked again at the very places that the memory refers to. Emscripten's loader always takes a new
place and reads the library from its file system; these doors let the page say both.
"""

DOORS = (
    ("var getMemory=size=>{", "if(Module.placeOf)return Module.placeOf(size);"),
    ("function loadLibData(){", "if(Module.libraryOf?.(libName))return Module.libraryOf(libName);"),
    # A function of the loader's own gets a place in the table through a tiny module made for it: one for each of the
    # twenty signatures is enough.
    ("0,0);var module=", "(Module.wrappers??={})[sig]??="),
)


def cut(source: bytes) -> bytes:
    """pyodide.asm.mjs with the doors; raises where the release is not the one they were made for."""
    text = source.decode()
    for before, door in DOORS:
        if text.count(before) != 1:
            raise ValueError(
                f"pyodide.asm.mjs holds {before!r} {text.count(before)} times, not once. "
                "Mend: see runtime/doors.py; the release's loader has changed"
            )
        text = text.replace(before, before + door)
    return text.encode()
