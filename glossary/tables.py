"""Tables that somebody wrote in Markdown: a wide one is scrolled sideways, which a keyboard must reach as well."""

WRITTEN = "<table>\n<thead>\n<tr>"  # as Markdown writes it; the figures' tables lie in regions of their own


def reachable(content: str) -> str:
    """Put every written table into the order of Tab: what scrolls a page's column depends on the reader's window."""
    return content.replace(WRITTEN, WRITTEN.replace("<table", '<table tabindex="0"'))
