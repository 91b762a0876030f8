"""A page names the fonts that its text is set in, and no other."""

import pytest

from glossary.fonts import wanted

CASES = {
    "<p>Upright and Latin: the naïve café.</p>": [],
    "<p>A <em>slanted</em> word.</p>": ["inter-latin-italic"],
    "<p>The rate η.</p>": ["inter-greek"],
    "<p>The rate <math><mi>η</mi></math>.</p>": ["stix-two-math"],
    '<p title="η">No letter of it is seen.</p>': [],
    '<script type="application/json">"<em>η</em>"</script><template><math></math></template>': [],
    "<math>\n</math><em>β</em>": ["inter-latin-italic", "inter-greek", "stix-two-math"],
}


@pytest.mark.parametrize("content", CASES)
def test_the_fonts_of_what_is_seen(content: str) -> None:
    assert wanted(content) == CASES[content]
