"""What a WebAssembly file imports, and offers. The format: webassembly.github.io/spec, "Binary Format", "Modules"."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

MAGIC = b"\0asm\1\0\0\0"
IMPORTS, EXPORTS = 2, 7  # the sections' numbers
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


def exports(data: bytes) -> list[str]:
    """The names that the module offers."""
    reader = _Reader(data, len(MAGIC))
    while reader.at < len(data):
        section, size = reader.byte(), reader.number()
        if section == EXPORTS:
            return [name for name, _ in _exports(reader)]
        reader.at += size
    return []


def offering(data: bytes, names: Collection[str]) -> bytes:
    """The same module, exporting what is in `names` and nothing else."""
    reader, parts = _Reader(data, len(MAGIC)), [data[: len(MAGIC)]]
    while reader.at < len(data):
        start, section, size = reader.at, reader.byte(), reader.number()
        end = reader.at + size
        if section == EXPORTS:
            kept = [entry for name, entry in _exports(reader) if name in names]
            body = _leb(len(kept)) + b"".join(kept)
            parts += [bytes([EXPORTS]), _leb(len(body)), body]
        else:
            parts.append(data[start:end])
        reader.at = end
    return b"".join(parts)


def _exports(reader: _Reader) -> Iterator[tuple[str, bytes]]:
    """Each export: its name, and all its bytes."""
    for _ in range(reader.number()):
        start, name = reader.at, reader.text()
        reader.byte()  # its kind
        reader.number()  # which of that kind
        yield name, reader.data[start : reader.at]


def _leb(number: int) -> bytes:
    """An unsigned number as the format writes it."""
    digits = []
    while number >= 0x80:  # noqa: PLR2004 - what does not fit into seven bits
        digits.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*digits, number])


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
