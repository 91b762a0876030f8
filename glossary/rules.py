"""All rules over all entries. `DESIGN.md` says why they are; here is where they are.

| module    | what it judges                                                                        |
|-----------|---------------------------------------------------------------------------------------|
| front     | the fields of the front matter                                                        |
| sources   | the references and how they were confirmed                                            |
| anatomy   | parts, their order, the form of myths and questions, fences                           |
| floors    | how much an entry must hold                                                           |
| links     | related terms both ways, links to entries, citations                                  |
| unique    | names, words that link and sentences that stand twice                                 |
| redirects | other names, each with an address of its own                                          |
| way       | the way for starters, as a file                                                       |
| reach     | where it leads, and that every entry can be reached from its start                    |
"""

from pathlib import Path

from glossary import anatomy, floors, library, links, reach, redirects, unique
from glossary.library import Library
from glossary.problems import Problem


def check(glossary: Path) -> tuple[Library, list[Problem]]:
    """Read a glossary folder; return what it holds and everything that is wrong with it, sorted by place."""
    found, problems = library.read(glossary)
    for entry in found.in_order():
        problems += anatomy.problems(entry)
        problems += floors.problems(entry)
        problems += links.problems(entry, found)
    problems += [*unique.problems(found), *redirects.problems(found), *reach.problems(found)]
    return found, sorted(set(problems))
