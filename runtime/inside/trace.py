"""Draw every demo, ask every part of the calculator, inside the browser's own Python; write what was loaded."""

import json
import sys
from pathlib import Path

WORK = Path("/work")
sys.path[:0] = [str(WORK / "out" / "demos"), str(WORK / "site")]
at_start = set(sys.modules)

import knobs_later  # noqa: E402

knobs_later.begin()
import demos  # noqa: E402
from calculator.door import answer  # noqa: E402
from calculator.parts import PARTS  # noqa: E402

for demo in demos.names():
    told = json.loads(answer(json.dumps({"figure": demo, "demo": demo, "settings": {}, "budget": None, "table": True})))
    if "error" in told:
        raise RuntimeError(f"demo {demo}: {told['error']['message']}")

for part in PARTS:
    told = json.loads(answer(json.dumps({"calculator": part, "fields": {}})))
    told |= json.loads(answer(json.dumps({"calculator": part, "fields": {}, "csv": True})))
    if "errors" in told:
        raise RuntimeError(f"calculator {part}: {told['errors']}")

specs = [spec for module in sys.modules.values() if (spec := getattr(module, "__spec__", None))]
(WORK / "out" / "loaded.json").write_text(
    json.dumps(
        {
            "files": sorted({spec.origin for spec in specs if spec.has_location and spec.origin != "frozen"}),
            "imports": [name for name in sys.modules if name not in at_start and not name.startswith("knobs_")],
        }
    )
)
