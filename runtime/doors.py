"""Doors cut into Pyodide's loader, so that a memory snapshot may hold NumPy.

Python's memory can be put back as it was, but the compiled libraries in it (NumPy's are WebAssembly modules of their
own) must first be linked again at the very places that the memory refers to. Emscripten's loader always takes a new
place and reads the library from its file system; these doors let the page say both.
"""

DOORS = (
    ("var getMemory=size=>{", "if(Module.placeOf)return Module.placeOf(size);"),
    ("function loadLibData(){", "if(Module.libraryOf?.(libName))return Module.libraryOf(libName);"),
    # What is thrown costs a start dear, though it be caught at once: V8 wants to say where, and reads the source again.
    # A blob lies in no folder; and what has a signature is no WebAssembly function, and goes into the table wrapped.
    ("else if(ENVIRONMENT_IS_WEB||ENVIRONMENT_IS_WORKER){", 'if(!_scriptName.startsWith("blob:"))'),
    (
        "var ret=getEmptyTableSlot();",
        "if(sig){setWasmTableEntry(ret,convertJsFunctionToWasm(func,sig));functionsInTableMap.set(func,ret);return ret}",  # noqa: E501
    ),
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
