"""A page names what its scripts import, and what that imports in turn, each once."""

import re
from pathlib import Path

import pytest

from glossary import preloads

FILES = {
    "deep/page/index.html": '<head><script src="../../assets/js/a.js" type="module"></script></head>',
    "404.html": '<head><link id="first" rel="modulepreload" href="/base/assets/js/a.js"></head>',
    "embed/x/index.html": '<head><script type="module" src="../../assets/js/a.js"></script></head>',
    "plain.html": "<head></head>",
    # An import may take several lines; one that is made later is not fetched now.
    "assets/js/a.js": 'import { B } from "./b.js";\nimport "./c.js";\nimport {\nD} from "./d.js";\nimport("./e.js");',
    "assets/js/b.js": 'import { C } from "./c.js";\nconst text = "import \'./no.js\'";',
    "assets/js/c.js": 'export class C {} // import "./no.js";',
    "assets/js/d.js": 'import { A } from "./a.js";',
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    preloads.write(tmp_path)
    return tmp_path


def named(page: Path) -> list[str]:
    return re.findall(
        r'<link rel="modulepreload" fetchpriority="low" href="([^"]+)">', page.read_text(encoding="utf-8")
    )


def test_all_imports_are_named_as_the_page_names_its_scripts(site: Path) -> None:
    for page in ("deep/page", "embed/x"):
        assert named(site / page / "index.html") == [f"../../assets/js/{name}.js" for name in "bcd"]
    assert named(site / "404.html") == [f"/base/assets/js/{name}.js" for name in "bcd"]
    assert named(site / "plain.html") == []


def test_the_links_stand_in_the_head(site: Path) -> None:
    for name in ("deep/page/index.html", "404.html"):
        text = (site / name).read_text(encoding="utf-8")
        assert text.rindex("modulepreload") < text.index("</head>")
