"""The editor of the code that runs: CodeMirror and our few lines about it, made into one file for the browser.

Run as `python -m runtime.editor` to write build/assets/editor/editor.js. esbuild does the bundling; its npm package
needs no installing step.
"""

import subprocess
from pathlib import Path

from runtime import files, paths
from runtime.node import node

SOURCE = Path(__file__).with_suffix(".mjs")
BUNDLER = paths.NODE_MODULES / "esbuild" / "bin" / "esbuild"
OPTIONS = ("--bundle", "--format=esm", "--minify", "--target=es2022", "--legal-comments=eof", "--log-level=warning")


def editor(folder: Path = paths.ASSETS) -> int:
    """Write the editor; return its size in bytes."""
    if not BUNDLER.exists():
        raise FileNotFoundError(f"{BUNDLER} is missing. Mend: run `make setup`")
    command = [str(node()), str(BUNDLER), str(SOURCE), *OPTIONS]
    done = subprocess.run(command, capture_output=True, cwd=paths.ROOT, check=False)
    if done.returncode:
        raise RuntimeError(f"{SOURCE.name}: {done.stderr.decode().strip()}")
    files.write(folder / "editor" / "editor.js", done.stdout)
    return len(done.stdout)


def main() -> None:
    """Write the file, and say how large it is."""
    print(f"build/assets: editor {editor() / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
