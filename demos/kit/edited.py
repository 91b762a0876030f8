"""The reader's own version of a demo's code: it takes the place of `train`; controls, picture and verdict stay.

It runs in a worker of its own. What it raises is told with the line of the reader's code that it came from, and what it
prints is kept, up to a bound.
"""

import io
import traceback
from contextlib import redirect_stdout
from types import ModuleType, SimpleNamespace
from typing import Any

NAME = "your code"
# Where Python leaves the message empty.
NO_WORDS = {"MemoryError": "there is no memory left for it", "SystemExit": "it ended itself"}
PRINTED = 4000  # characters of output that are kept
# What was written for the demo's own training, and may not hold for another.
OF_ITS_OWN = ("train_many", "closed_form", "batches")


class EditedError(Exception):
    """Something that the reader's code raised, or that is wrong with it; `line` counts from 1, 0 where unknown."""

    def __init__(self, kind: str, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.kind, self.message, self.line = kind, message, line


class Output(io.StringIO):
    """Standard output that keeps its beginning and counts the rest."""

    left = 0

    def write(self, text: str) -> int:
        """Keep what there is room for."""
        room = max(0, PRINTED - self.tell())
        self.left += max(0, len(text) - room)
        super().write(text[:room])
        return len(text)

    def told(self) -> str:
        """What was printed, as far as it was kept."""
        more = f"\n… and {self.left} more characters" if self.left else ""
        return self.getvalue() + more


def edited(demo: ModuleType, code: str) -> Any:
    """A demo that trains by `code`; raises `EditedError` where that cannot be."""
    namespace: dict[str, Any] = {"__name__": NAME}
    try:
        exec(compile(code, NAME, "exec"), namespace)  # noqa: S102 - the reader's own code, in the reader's own worker
    except Exception as error:
        raise told(error) from error
    if not callable(namespace.get("train")):
        message = "there is no function train; it takes the knobs and yields a State an epoch"
        raise EditedError("NameError", message)
    kept = {name: value for name, value in vars(demo).items() if name not in OF_ITS_OWN}
    return SimpleNamespace(**(kept | {"train": namespace["train"]}))


def told(error: BaseException) -> EditedError:
    """Which line of the reader's code an error came from, and what it says."""
    if isinstance(error, EditedError):
        return error
    if isinstance(error, SyntaxError) and error.filename == NAME:
        return EditedError(type(error).__name__, error.msg, error.lineno or 0)
    # Only the reader's code has line numbers in the browser: extract_tb would stumble over the frames that have none.
    lines = [line or 0 for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == NAME]
    kind = "MemoryError" if isinstance(error, MemoryError) else type(error).__name__  # NumPy has one of its own
    return EditedError(kind, str(error) or NO_WORDS.get(kind, "it says no more"), lines[-1] if lines else 0)


def listened() -> tuple[redirect_stdout[Output], Output]:
    """A context in which what is printed is kept, and where it is kept."""
    output = Output()
    return redirect_stdout(output), output
