"""Few files for a page to wait for: its modules as three, its style sheets as one.

Each of three dozen small files costs a slow line a question and an answer. The sources stay as they are, and beside
the bundles in the site, for whoever wants to read them. Bundles are not made smaller: compressed, they hardly differ.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from runtime.editor import BUNDLER
from runtime.node import node

FIRST, REST, EMBEDDED = "first.js", "knobs.js", "embed.js"  # what pages name
OPTIONS = ("--bundle", "--splitting", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning")


def modules(scripts: Path) -> None:
    """Put each script that pages name in place of itself and what it imports; what they share is a file of its own."""
    # A page has both of the first pair. Someone else's page has the last alone, so it shares nothing.
    for together in ((FIRST, REST), (EMBEDDED,)):
        named = [str(scripts / name) for name in together if (scripts / name).exists()]
        if named:
            places = (f"--outdir={scripts}", "--allow-overwrite", "--chunk-names=shared-[hash]")
            command = [str(node()), str(BUNDLER), *named, *OPTIONS, *places]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"{', '.join(together)}: {done.stderr.strip()}")


def sheet(folder: Path, names: Iterable[str]) -> str:
    """Return style sheets as one, in their order; they name other files from the same folder."""
    return "\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in names)
