"""A folder's files as a static host answers with them: type, entity tag, and gzip made once and kept."""

import gzip
import mimetypes
import threading
from dataclasses import dataclass, field
from pathlib import Path

from runtime.files import sha256

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
COMPRESSIBLE = ("text/", "application/json", "application/wasm", "application/xml", "image/svg+xml")


@dataclass(frozen=True)
class Entity:
    """What a file is answered with."""

    type: str
    tag: str
    plain: bytes
    gzip: bytes | None


@dataclass
class Content:
    """Files of a folder, read and compressed once for as long as they do not change."""

    folder: Path
    _kept: dict[Path, tuple[tuple[int, int], Entity]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, path: str) -> Path | None:
        """The file for a path below the base; nothing outside the folder is ever found."""
        root = self.folder.resolve()
        found = (root / path.lstrip("/")).resolve()
        if path.endswith("/") or not path:
            found /= "index.html"
        return found if found.is_file() and found.is_relative_to(root) else None

    def entity(self, path: Path) -> Entity:
        """A file with its tag and its gzip."""
        stat = path.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        with self._lock:  # one answer compresses, the others wait for it rather than do the same
            kept = self._kept.get(path)
            if kept is None or kept[0] != stamp:
                kept = (stamp, entity(path))
                self._kept[path] = kept
            return kept[1]

    def warm(self) -> None:
        """Compress everything now, so that no measured answer pays for it."""
        for path in sorted(self.folder.rglob("*")):
            if path.is_file():
                self.entity(path.resolve())


def entity(path: Path) -> Entity:
    """Read a file, and compress it where that helps."""
    data = path.read_bytes()
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    packed = gzip.compress(data, compresslevel=6, mtime=0) if kind.startswith(COMPRESSIBLE) else None
    return Entity(kind, f'"{sha256(data)[:20]}"', data, packed)
