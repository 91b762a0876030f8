"""The templates of pages and widgets: `glossary/templates`, with every variable required to exist."""

from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined


def day(of: date) -> str:
    """Write a date as people do: 21 Nov 2026."""
    return f"{of.day} {of:%b %Y}"


def _environment(*, autoescape: bool) -> Environment:
    made = Environment(
        loader=PackageLoader("glossary"),
        autoescape=autoescape,  # noqa: S701  Markdown is escaped by nobody: it is our own entries'
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["day"] = day
    return made


HTML = _environment(autoescape=True)
MARKDOWN = _environment(autoescape=False)
