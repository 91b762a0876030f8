"""Import what the demos need, then leave nothing behind that a snapshot should not hold."""

import gc
import json
import sys
import zipimport
from pathlib import Path

import knobs_later

knobs_later.begin(json.loads(Path("/tmp/imports.json").read_text()))
for cache in (sys.path_importer_cache, zipimport._zip_directory_cache):
    cache.clear()
sys._clear_internal_caches()
gc.collect()
gc.freeze()  # or every collection of the page's would go through all that was imported, to find nothing
