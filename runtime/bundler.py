"""Our one way to esbuild, which makes few files of many modules; its npm package needs no installing step."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from runtime import paths
from runtime.node import node

BUNDLER = paths.NODE_MODULES / "esbuild" / "bin" / "esbuild"
OPTIONS = ("--bundle", "--format=esm", "--minify", "--target=es2022", "--legal-comments=eof", "--log-level=warning")


def bundle(sources: Iterable[Path], *options: str, folder: Path = paths.ROOT) -> bytes:
    """Return what esbuild makes of the modules: the one file, or nothing where an option names a folder for several.

    It names what it makes by the modules' places too, as seen from `folder`.
    """
    if not BUNDLER.exists():
        raise FileNotFoundError(f"{BUNDLER} is missing. Mend: run `make setup`")
    names = [str(source.relative_to(folder)) for source in sources]
    command = [str(node()), str(BUNDLER), *(f"./{name}" for name in names), *OPTIONS, *options]
    done = subprocess.run(command, capture_output=True, cwd=folder, check=False)
    if done.returncode:
        raise RuntimeError(f"{', '.join(names)}: {done.stderr.decode().strip()}")
    return done.stdout
