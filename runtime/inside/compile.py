"""Compile /work/in to bytecode in /work/out, inside the browser's own Python, whose bytecode no other Python writes.

What no program needs is left out: line numbers, and the docstrings of the libraries and the calculator (the demos keep
theirs, a reader's own code has both; a library's whole sources are fetched when something else is imported).
"""

import dis
import importlib.util
import marshal
import types
from itertools import pairwise
from pathlib import Path

IN, OUT = Path("/work/in"), Path("/work/out")
PLACES = {
    "std": "/lib/python314.zip",
    "site": "/lib/python3.14/site-packages",
    "demos": "/lib/python3.14/site-packages",
}
# numpy.ma edits these modules' docstrings when it is imported, and insists on them.
DOCUMENTED = ("numpy/_core/numeric.pyc", "numpy/_core/fromnumeric.pyc", "numpy/lib/_shape_base_impl.pyc")
HAS_DOCSTRING = 0x4000000  # a code object's flag: its first constant is the docstring


def bare(code: types.CodeType, *, documented: bool) -> types.CodeType:
    """The same code without line numbers, and without docstrings unless it is to stay documented."""
    consts, flags = list(code.co_consts), code.co_flags
    if documented:
        pass
    elif flags & HAS_DOCSTRING:
        consts[0], flags = None, flags & ~HAS_DOCSTRING
    elif (doc := docstring(code)) is not None:
        consts[doc] = None
    inner = tuple(bare(c, documented=documented) if isinstance(c, types.CodeType) else c for c in consts)
    return code.replace(co_consts=inner, co_flags=flags, co_linetable=b"")


def docstring(code: types.CodeType) -> int | None:
    """Which constant is stored as the __doc__ of a module or class, and used for nothing else."""
    steps = list(dis.get_instructions(code))
    loads = [step.arg for step in steps if step.opname == "LOAD_CONST"]
    for load, store in pairwise(steps):
        stores = store.opname == "STORE_NAME" and store.argval == "__doc__"
        if stores and load.opname == "LOAD_CONST" and isinstance(load.argval, str) and loads.count(load.arg) == 1:
            return load.arg
    return None


def compiled(source: Path, target: Path) -> bytes:
    """The bytecode file of one source."""
    part, *inside = source.relative_to(IN).parts
    code = compile(source.read_bytes(), "/".join([PLACES[part], *inside]), "exec", dont_inherit=True)
    documented = [part, *inside[:1]] == ["demos", "demos"] or str(target).endswith(DOCUMENTED)
    return importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(bare(code, documented=documented))


for source in sorted(IN.rglob("*.py")):
    target = OUT / source.relative_to(IN).with_suffix(".pyc")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(compiled(source, target))
for source in sorted(IN.rglob("*.csv")):  # read when the calculator is imported
    target = OUT / source.relative_to(IN)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(source.read_bytes())
