"""The editor of the code that runs: CodeMirror and our few lines about it, made into one file for the browser.

Run as `python -m runtime.editor` to write build/assets/editor/editor.js.
"""

from pathlib import Path

from runtime import files, paths
from runtime.bundler import bundle

SOURCE = Path(__file__).with_suffix(".mjs")


def editor(folder: Path = paths.ASSETS) -> int:
    """Write the editor; return its size in bytes."""
    made = bundle([SOURCE])
    files.write(folder / "editor" / "editor.js", made)
    return len(made)


def main() -> None:
    """Write the file, and say how large it is."""
    print(f"build/assets: editor {editor() / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
