"""Markdown inside a fence: a question, an option, its feedback, a caption.

What a fence makes is final HTML, which MkDocs does not look into. So links between entries are resolved
here, by the one rule that all entries lie side by side; the check of the built pages follows them.
"""

import re

from markdown import Markdown  # type: ignore[import-untyped]

MATHEMATICS = {"pymdownx.arithmatex": {"generic": True}}
ENTRY_LINK = re.compile(r'href="([\w-]+)\.md(#[^"]*)?"')


def html(text: str) -> str:
    """Turn one paragraph of Markdown into HTML without the paragraph."""
    made: str = Markdown(
        extensions=["attr_list", "pymdownx.arithmatex"],
        extension_configs=MATHEMATICS,
    ).convert(text.strip())
    return ENTRY_LINK.sub(r'class="term" href="../\1/\2"', made.removeprefix("<p>").removesuffix("</p>"))
