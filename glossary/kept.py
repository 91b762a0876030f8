"""What a demo said when it was run, kept by all that it depends on: an unchanged demo is not run again."""

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path

import demos
from runtime import files

FOLDER = Path(__file__).resolve().parent.parent / "build" / "kept"
HERE = Path(__file__).parent


@cache
def code() -> str:
    """The hash of all demos, and of all that asks them and writes down what they say."""
    sources = [*Path(demos.__file__).parent.rglob("*.py"), *HERE.glob("*.py"), *(HERE / "templates").iterdir()]
    return sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()


def text(make: Callable[[], str], *asked: object) -> str:
    """Return what was made before for the same question, or make it. What cannot be made is not kept."""
    question = json.dumps([code(), *asked], sort_keys=True)
    path = FOLDER / f"{sha256(question.encode()).hexdigest()[:24]}.html"
    if not path.exists():
        files.write(path, make().encode())
    return path.read_text(encoding="utf-8")
