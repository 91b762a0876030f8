"""Which names a WebAssembly file imports. The format: webassembly.github.io/spec, "Binary Format", "Modules"."""

from collections.abc import Iterator
from dataclasses import dataclass

MAGIC = b"\0asm\1\0\0\0"
IMPORTS = 2  # the section's number
FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)


@dataclass
class _Reader:
    data: bytes
    at: int = 0

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def number(self) -> int:
        """An unsigned number in LEB128: seven bits a byte, the lowest first."""
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:  # noqa: PLR2004 - the eighth bit says that more follow
                return value

    def text(self) -> str:
        length = self.number()
        self.at += length
        return self.data[self.at - length : self.at].decode()

    def limits(self) -> None:
        if self.byte() & 1:
            self.number()
        self.number()


def imports(data: bytes) -> set[str]:
    """The names that must be there when the module is instantiated."""
    if not data.startswith(MAGIC):
        raise ValueError("this is not a WebAssembly file")
    reader = _Reader(data, len(MAGIC))
    while reader.at < len(data):
        section, size = reader.byte(), reader.number()
        if section == IMPORTS:
            return set(_names(reader))
        reader.at += size
    return set()


def _names(reader: _Reader) -> Iterator[str]:
    for _ in range(reader.number()):
        reader.text()  # the module's name: env, GOT.func, ...
        yield reader.text()
        _skip_type(reader)


def _skip_type(reader: _Reader) -> None:
    kind = reader.byte()
    if kind == FUNCTION:
        reader.number()
    elif kind == TABLE:
        reader.byte()
        reader.limits()
    elif kind == MEMORY:
        reader.limits()
    elif kind == GLOBAL:
        reader.at += 2
    else:  # TAG
        reader.byte()
        reader.number()
