"""A page's policy names its inline scripts and nothing else that is written into it; hosts are told the same."""

import base64
import hashlib
from pathlib import Path

import pytest

from glossary import hosting, policy
from tests.browser import hosted

HEAD = '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
ONE, TWO = "one = '&<' + \"é\"", "\ntwo()\n"
PAGES = {
    "index.html": f'{HEAD}<script>{ONE}</script><script src="a.js"></script></head><p>Words</p>',
    "embed/x/index.html": f"{HEAD}<style>p {{}}</style><script type=module>{TWO}</script></head>",
    "deep/page/index.html": f'{HEAD}<script>{ONE}</script><script type="application/json">{{"no": 1}}</script></head>',
    "old/index.html": '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Old</title>\n</html>',
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "site" / "assets").mkdir()
    return tmp_path / "site"


def named(text: str) -> str:
    """The hash as a browser works it out."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def parts(text: str) -> dict[str, set[str]]:
    """A policy, by its directives."""
    return {name: set(sources.split()) for name, _, sources in (one.partition(" ") for one in text.split("; "))}


def test_one_policy_for_all_pages_names_every_inline_script_and_style(site: Path) -> None:
    made = policy.write(site)
    told = parts(made)
    assert told["script-src"] == {"'self'", "blob:", "'wasm-unsafe-eval'", named(ONE), named(TWO)}
    assert told["style-src"] == {"'self'", named("p {}")}
    assert told["default-src"] == told["object-src"] == told["base-uri"] == told["form-action"] == {"'none'"}
    assert "unsafe-inline" not in made
    assert "'unsafe-eval'" not in made
    for name in PAGES:
        text = (site / name).read_text(encoding="utf-8")
        assert text.count(f'<meta http-equiv="Content-Security-Policy" content="{made}">') == 1
        assert text.index("http-equiv") < min(text.find(tag) for tag in ("<script", "<style", "<title") if tag in text)
    assert list(policy.problems(site)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<p style="color: red">x</p>', "style="),
        ('<img alt="" onerror="x()">', "onerror="),
        ('<a href="JavaScript:x()">x</a>', "href="),
    ],
)
def test_what_the_browser_would_refuse_is_named_with_its_line(site: Path, text: str, said: str) -> None:
    page = site / "index.html"
    page.write_text(f"{PAGES['index.html']}\n{text}\n", encoding="utf-8")
    policy.write(site)
    (problem,) = policy.problems(site)
    assert (problem.path, problem.line) == (page, 6)
    assert said in problem.wrong


def test_a_page_that_its_policy_does_not_bind_is_named(site: Path) -> None:
    page = site / "index.html"
    policy.write(site)
    page.write_text('<!doctype html><script src="a.js"></script><meta charset="utf-8">', encoding="utf-8")
    (problem,) = policy.problems(site)
    assert problem.path == page
    assert "0 policies" in problem.wrong


def test_the_offline_page_is_allowed_its_style_and_nothing_else() -> None:
    told = parts(policy.offline("const body = `<html>\n<style>p { x }</style>\n`"))
    assert told["style-src"] == {named("p { x }")}
    assert told["default-src"] == {"'none'"}


def test_hosts_are_told_the_policy_once_for_each_address_and_who_may_frame(site: Path, tmp_path: Path) -> None:
    made = policy.write(site)
    hosting.write(site, made, "https://example.org/knobs/", tmp_path / "hosting")
    headers = hosted.headers(site)
    for path in ("", "index.html", "deep/page/", "old/", "assets/a.js", "service-worker.js"):
        told = headers(f"/knobs/{path}")
        assert told["Content-Security-Policy"] == f"{made}; frame-ancestors 'self'"
        assert told["X-Content-Type-Options"] == "nosniff"
    assert headers("/knobs/embed/x/")["Content-Security-Policy"] == made
    lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line.startswith("/")]
    assert len(rules) == len(set(rules)) <= 100  # both are limits of Cloudflare Pages
    assert max(map(len, lines)) <= 2000
    # No address has two policies: some hosts would join them, others take one.
    for line in rules:
        if line != "/knobs/*" and line.endswith("*"):
            assert not any(other.startswith(line[:-1]) for other in rules if other != line)


def test_servers_of_ones_own_are_told_the_same(site: Path, tmp_path: Path) -> None:
    made = policy.write(site)
    hosting.write(site, made, "https://example.org/knobs/", tmp_path / "hosting")
    for name in ("nginx.conf", "htaccess"):
        text = (tmp_path / "hosting" / name).read_text(encoding="utf-8")
        assert text.count(f"\"{made}; frame-ancestors 'self'\"") == 1
        assert text.count(f'"{made}"') == 1
        assert "/knobs/embed/" in text
        assert text.count("{") == text.count("}")
