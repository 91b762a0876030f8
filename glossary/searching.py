"""Move the records of the search index to a file of their own, which is fetched when somebody searches.

MkDocs writes settings and records into one file, and the theme fetches it on every page. Here that file keeps the
settings; docs/assets/javascripts/search.js fetches the records.
"""

import json
from pathlib import Path

INDEX = Path("search", "search_index.json")
RECORDS = Path("assets", "search", "records.json")


def split(site: Path) -> None:
    """Take the records out of the index."""
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    records, index["docs"] = index["docs"], []
    (site / RECORDS).parent.mkdir(parents=True, exist_ok=True)
    (site / RECORDS).write_text(json.dumps(records, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    (site / INDEX).write_text(json.dumps(index), encoding="utf-8")
