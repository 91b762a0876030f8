"""Our demos and our calculator as a wheel: the same sources always give the same bytes, and other sources another name.

The version ends in a number taken from the content, so that no cache between us and a reader can mix two builds.
"""

import base64
import hashlib
import io
import tomllib
import zipfile
from pathlib import Path

from runtime.files import sha256
from runtime.paths import ROOT

NAME = "knobs-demos"
REQUIRES = ("numpy", "contourpy")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can say


CALCULATOR = ROOT / "calculator"
PACKED = (".py", ".csv")  # code, and the calculator's figures


def sources(demos: Path, calculator: Path = CALCULATOR) -> dict[str, bytes]:
    """The files of both packages, by their name inside the wheel."""
    found: dict[str, bytes] = {}
    for name, folder in (("calculator", calculator), ("demos", demos)):
        if not (folder / "__init__.py").exists():
            raise FileNotFoundError(f"{folder}/__init__.py is missing: a browser could not import the folder")
        paths = sorted(path for path in folder.rglob("*") if path.suffix in PACKED)
        found |= {f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}
    return found


def version(content: dict[str, bytes]) -> str:
    """The project's version, and a number from the content: 0.1.0.3735928559."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = "".join(f"{name} {sha256(data)}\n" for name, data in content.items())
    return f"{project['version']}.{int(sha256(told.encode())[:8], 16)}"


def build(folder: Path) -> tuple[str, bytes]:
    """The wheel's file name and bytes."""
    content = sources(folder)
    number = version(content)
    stem = f"{NAME.replace('-', '_')}-{number}"
    info = f"{stem}.dist-info"
    content |= {f"{info}/METADATA": _metadata(number), f"{info}/WHEEL": _WHEEL}
    content[f"{info}/top_level.txt"] = b"calculator\ndemos\n"
    content[f"{info}/RECORD"] = _record(content, info)
    return f"{stem}-py3-none-any.whl", _pack(content)


_WHEEL = b"Wheel-Version: 1.0\nGenerator: knobs\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def _metadata(number: str) -> bytes:
    lines = ["Metadata-Version: 2.1", f"Name: {NAME}", f"Version: {number}"]
    return "\n".join([*lines, *(f"Requires-Dist: {name}" for name in REQUIRES), ""]).encode()


def _record(content: dict[str, bytes], info: str) -> bytes:
    """Every file with its hash and size, as the wheel format asks."""
    lines = [f"{name},sha256={_urlsafe(data)},{len(data)}" for name, data in content.items()]
    return "\n".join([*lines, f"{info}/RECORD,,", ""]).encode()


def _urlsafe(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _pack(content: dict[str, bytes]) -> bytes:
    """A zip file without clocks and owners, so that its bytes follow from its content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, also where the build runs on Windows
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()
