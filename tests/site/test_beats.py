"""The four core entries beside two typical glossary pages on the same terms.

Page A, a shop's entry, has: a category, a definition, a list of examples, advice on tuning, three related entries, "in
simple terms" (which repeats the definition, cut off), and a link to an A to Z (of mining). Page B has: a category, a
reading time, a date, a quick answer of two sentences, an overview, an example of a chatbot, and three answers
without their questions. What either has, ours has, better. Where they are wrong, `test_corrected` looks that ours says so.
"""

import json
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from glossary import library
from glossary.entries import Entry
from runtime.paths import ROOT
from tests.real import LIBRARY

CORE = ("hyperparameter", "epoch", "regularization", "overfitting")
RUN = 6  # words in a row: as many in two places are a copy


@pytest.fixture(params=CORE)
def slug(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(slug: str, site: Path) -> Tag:
    soup = BeautifulSoup((site / "glossary" / slug / "index.html").read_text(encoding="utf-8"), "html.parser")
    article = soup.select_one("article")
    assert article is not None
    return article


def words(text: str) -> str:
    return " ".join(text.split())


def part(page: Tag, anchor: str) -> BeautifulSoup:
    """What stands between one heading of a part and the next."""
    heading = page.select_one(f"h2#{anchor}")
    assert heading is not None
    found = []
    for tag in heading.find_next_siblings():
        if tag.name == "h2":
            break
        found.append(str(tag))
    return BeautifulSoup("".join(found), "html.parser")


def runs(text: str) -> set[tuple[str, ...]]:
    found = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def test_category_reading_time_and_date_are_told(page: Tag, slug: str) -> None:
    crumbs = [link.get_text() for link in page.select("nav.breadcrumb a")]
    assert crumbs == ["Glossary", LIBRARY.entries[slug].front.category]
    meta = page.select_one("p.meta")
    assert meta is not None
    assert " min · " in meta.get_text()
    assert date.fromisoformat(str(page.select("p.meta time")[0]["datetime"])) == LIBRARY.updated[slug]


def test_what_was_changed_can_be_looked_up(page: Tag) -> None:
    assert page.select("p.colophon a[href^='../../changes/']")


def test_the_quick_answer_is_one_sentence_said_everywhere_alike(page: Tag, slug: str, site: Path) -> None:
    (answer,) = (words(tag.get_text()) for tag in page.select("p.quick-answer"))
    assert len(answer.split()) <= 30
    assert answer.endswith(".")
    assert ". " not in answer
    html = (site / "glossary" / slug / "index.html").read_text(encoding="utf-8")
    (script,) = BeautifulSoup(html, "html.parser").select("script[type='application/ld+json']")
    assert json.loads(script.get_text())["@graph"][0]["description"] == answer
    elsewhere = [each for each in CORE if each != slug]
    hints = {
        words(hint.get_text())
        for each in elsewhere
        for hint in BeautifulSoup(
            (site / "glossary" / each / "index.html").read_text(encoding="utf-8"), "html.parser"
        ).select(f"#hint-{slug}")
    }
    assert hints == {answer}


def test_definition_formula_number_demo_myths_and_questions_follow(page: Tag) -> None:
    assert page.select("knob-demo svg")
    assert page.select("knob-demo .kd-caption")
    how = part(page, "how-it-works")
    assert how.select("math")
    assert ">>>" in how.get_text()
    assert len(part(page, "myths").select("h3")) >= 2
    assert len(part(page, "questions").select("h3[id]")) >= 3
    assert len(page.select("fieldset.check")) >= 3


def test_examples_hold_numbers(page: Tag) -> None:
    examples = part(page, "examples")
    assert len(examples.select("li, tr")) >= 3
    assert any(character.isdigit() for character in examples.get_text())


def test_tuning_is_more_than_a_list(page: Tag) -> None:
    advice = part(page, "tuning-and-trade-offs")
    assert len(advice.select("ol > li > strong, ol > li > p > strong")) >= 5


def test_simple_terms_are_a_rewrite_and_not_cut_off(page: Tag) -> None:
    simple = words(part(page, "in-simple-terms").get_text())
    definition = words(page.select("p.quick-answer")[0].get_text()) + " " + part(page, "how-it-works").get_text()
    assert not runs(simple) & runs(definition)
    assert simple.endswith((".", "*"))
    assert len(simple.split()) >= 60


def test_every_answer_has_its_question_and_an_anchor(page: Tag) -> None:
    for question in part(page, "questions").select("h3"):
        assert question.get_text().rstrip("#").endswith("?")
        assert question["id"]
        answer = question.find_next_sibling()
        assert answer is not None
        assert answer.name == "p"


def test_the_a_to_z_is_of_machine_learning(page: Tag, site: Path) -> None:
    assert page.select("nav.breadcrumb a")[0]["href"] == "../"
    names = (site / "glossary" / "index.html").read_text(encoding="utf-8")
    assert all(LIBRARY.entries[each].front.term in names for each in LIBRARY.entries)


def test_claims_are_cited(page: Tag) -> None:
    assert len(page.select("ol.sources li .confirmed")) == len(page.select("ol.sources li")) >= 3
    assert len(page.select("a.cite")) >= 5


def test_the_three_related_entries_of_page_a_are_related_here_and_back() -> None:
    assert {"epoch", "regularization", "overfitting"} <= set(LIBRARY.entries["hyperparameter"].front.related)
    for each in ("epoch", "regularization", "overfitting"):
        assert "hyperparameter" in LIBRARY.entries[each].front.related
