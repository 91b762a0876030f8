"""The worker's door: JSON text in, JSON text out; what is not for the calculator goes on to the demos.

{"calculator": part, "fields": {name: text}}                 ->  {"slots", "sorts", "remarks", "own", "spoken"}
{"calculator": part, "fields": {name: text}, "csv": true}    ->  {"csv"}
                                             or  {"errors": {field: message}}
"""

import json

from calculator import parts
from demos.kit import door as demos


def answer(request: str) -> str:
    """Answer one request of the page; wrong fields come back as messages, never as an exception."""
    asked = json.loads(request)
    if "calculator" not in asked:
        return demos.answer(request)
    try:
        if asked.get("csv"):
            return json.dumps({"csv": parts.csv(asked["calculator"], asked["fields"])})
        return json.dumps(parts.answer(asked["calculator"], asked["fields"]), allow_nan=False)
    except parts.WrongFieldsError as wrong:
        return json.dumps({"errors": {error.field: error.message for error in wrong.errors}})
    except Exception as error:  # noqa: BLE001 - the page shows it and goes on
        return json.dumps({"errors": {"": f"{type(error).__name__}: {error}"}})
