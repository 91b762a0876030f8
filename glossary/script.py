"""A demo's training as one runnable file: `train` and all that it stands on, cut out of the sources, nothing else.

The page fills in the settings of the run on the screen; outside the browser, with NumPy alone, the file prints the same
history as CSV.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import import_module
from inspect import getsource
from pathlib import Path
from types import ModuleType

import demos
from demos.kit import record
from demos.kit.run import FROZEN_AT
from runtime import files

FOLDER = Path(__file__).resolve().parent.parent / "build" / "scripts"
SETTINGS = "SETTINGS = {}  # the page writes the run's settings here"
PRINTING = "# The history as CSV."  # the page puts a reader's own code in place of what stands before it
TAIL = f'''

def main():
    """Print the history as CSV; stop, as the page does, where the loss runs away."""
    settings = dict(SETTINGS)
    epochs, limit, states = settings.pop("epochs"), None, []
    for epoch, state in enumerate(train(**settings)):
        limit = limit or {FROZEN_AT:g} * max(1.0, state.training_loss)
        if epoch > epochs or not state.training_loss <= limit:
            break
        states.append(state)
    print(csv(states), end="")


if __name__ == "__main__":
    with np.errstate(all="ignore"):
        main()
'''


@dataclass
class Source:
    """One module: what it defines and what it imports, by name, as text."""

    module: ModuleType
    defined: dict[str, ast.stmt] = field(default_factory=dict)
    imported: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # name: module, name there, statement

    def __post_init__(self) -> None:
        self.text = getsource(self.module)
        for node in ast.parse(self.text).body:
            for name in _names(node):
                self.defined[name] = node
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    one = f"from {node.module} import {_as(alias)}"
                    self.imported[alias.asname or alias.name] = (str(node.module), alias.name, one)
            elif isinstance(node, ast.Import):
                self.imported |= {a.asname or a.name: (a.name, "", f"import {_as(a)}") for a in node.names}

    def segment(self, node: ast.stmt) -> str:
        """The text of a statement, with its decorators."""
        lines = self.text.splitlines()
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
        return "\n".join(lines[first - 1 : node.end_lineno])


@cache
def read(module: str) -> Source:
    """Import a module and take it apart, once."""
    return Source(import_module(module))


def _as(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if alias.asname else alias.name


def _names(node: ast.stmt) -> Iterator[str]:
    """The names that a top-level statement defines."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))


@dataclass
class Cut:
    """The pieces gathered so far, what they need first."""

    imports: set[str] = field(default_factory=set)
    pieces: dict[tuple[str, str], str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    def take(self, module: str, name: str) -> None:
        """Gather a name of a module and all that it uses."""
        source = self.sources[module] = read(module)
        if name in source.defined:
            self._take_definition(source, module, name)
        elif name in source.imported:
            self._take_import(source, name)

    def _take_definition(self, source: Source, module: str, name: str) -> None:
        node = source.defined[name]
        key = (module, next(_names(node)))
        if key in self.pieces:
            return
        taken = [other for other, piece_name in self.pieces if piece_name == name]
        if taken:
            raise ValueError(
                f"{module}: {name} stands in {taken[0]} too, and a script needs it once; rename one of them"
            )
        self.pieces[key] = ""  # a function may call itself
        for used in sorted({each.id for each in ast.walk(node) if isinstance(each, ast.Name)}):
            if used != name:
                self.take(module, used)
        self.pieces[key] = self.pieces.pop(key) or source.segment(node)

    def _take_import(self, source: Source, name: str) -> None:
        module, there, statement = source.imported[name]
        if not module.startswith("demos"):
            self.imports.add(statement)
            return
        self.take(module, there)
        if there != name:
            self.pieces[(source.module.__name__, name)] = f"{name} = {there}"


@cache
def code(name: str) -> str:
    """Return a demo's training and all that it stands on, as the page shows it."""
    cut = _cut(name)
    return "\n".join(sorted(cut.imports)) + "\n\n\n" + "\n\n\n".join(cut.pieces.values()) + "\n"


@cache
def script(name: str) -> str:
    """Return the runnable file of a demo; it prints through the same `csv` as the page's own file."""
    cut = _cut(name)
    train = list(cut.pieces)
    cut.take(record.__name__, record.csv.__name__)
    summary = (cut.sources[f"{demos.__name__}.{name}"].module.__doc__ or "").splitlines()[0]
    head = f'"""{summary}\n\nThe demo "{name}" of Knobs, with the settings of one run. Needs NumPy.\n"""'
    pieces = [cut.pieces[key] for key in train]
    printing = [piece for key, piece in cut.pieces.items() if key not in train]
    body = "\n\n\n".join([*pieces, PRINTING, *printing])
    return f"{head}\n\n{'\n'.join(sorted(cut.imports))}\n\n{SETTINGS}\n\n\n{body}\n{TAIL}"


def file(name: str, folder: Path = FOLDER) -> str:
    """Write a demo's runnable file, named by its content; return its name."""
    text = script(name)
    path = folder / f"{name}-{sha256(text.encode()).hexdigest()[:12]}.py"
    if not path.exists():
        files.write(path, text.encode())
    return path.name


def _cut(name: str) -> Cut:
    module = f"{demos.__name__}.{name}"
    cut = Cut(imports={"import numpy as np"})
    cut.take(module, "train")
    return cut
