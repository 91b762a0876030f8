"""The models behind the pictures: one file a demo, readable by a learner from top to bottom.

The folder's listing is the registry: every module here that is not private is a demo. A demo holds
`controls`, `train`, `picture` and `verdict`, and may hold `marks`; `kit` is what demos are made of.
"""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


class UnknownDemoError(LookupError):
    """No file in `demos/` has this name."""


def names() -> tuple[str, ...]:
    """Return the names of all demos, in alphabetical order."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if not module.ispkg))


def load(name: str) -> ModuleType:
    """Import one demo; raises `UnknownDemoError`, which lists those there are."""
    if name not in names():
        message = f"no demo is called {name!r}; demos/ has {', '.join(names())}"
        raise UnknownDemoError(message)
    return import_module(f"{__name__}.{name}")


def heavy(name: str) -> bool:
    """Whether a demo says of itself that it computes more than a frame has time for; its first picture comes sooner."""
    return bool(getattr(load(name), "heavy", False))
