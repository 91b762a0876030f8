"""The real glossary, read once for all tests that hold the site against it: its sources alone take half a second."""

from glossary import library
from runtime.paths import ROOT

LIBRARY, _ = library.read(ROOT / "glossary")
