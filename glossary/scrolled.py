"""What is wider than its column is scrolled sideways, and a keyboard must reach it for that: tables, and formulas.

Figures have regions of their own, and the theme sees to blocks of code.
"""

TABLE = "<table>\n<thead>\n<tr>"  # as Markdown writes it
FORMULA = '<math display="block"'  # as mathml.py places one that stands by itself


def reachable(content: str) -> str:
    """Put them into the order of Tab, every one: what scrolls depends on the reader's window."""
    content = content.replace(TABLE, TABLE.replace("<table", '<table tabindex="0"'))
    return content.replace(FORMULA, FORMULA.replace("<math", '<math tabindex="0"'))
