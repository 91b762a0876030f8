"""The templates of pages and widgets: `glossary/templates`, with every variable required to exist."""

from jinja2 import Environment, PackageLoader, StrictUndefined


def _environment(*, autoescape: bool) -> Environment:
    return Environment(
        loader=PackageLoader("glossary"),
        autoescape=autoescape,  # noqa: S701  Markdown is escaped by nobody: it is our own entries'
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


HTML = _environment(autoescape=True)
MARKDOWN = _environment(autoescape=False)
