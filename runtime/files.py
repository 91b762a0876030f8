"""Files written whole or not at all, and their hashes."""

import hashlib
import os
import tempfile
from pathlib import Path


def sha256(data: bytes) -> str:
    """The hash by which the lock files know a file."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old bytes or the new ones, never a part; leave equal bytes alone."""
    if path.exists() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
