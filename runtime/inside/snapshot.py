"""Import what the demos need, then leave nothing behind that a snapshot should not hold."""

import gc
import importlib
import json
import sys
import zipimport
from pathlib import Path

# NumPy would import ctypes, only to offer an array's address to it; that costs memory, and a place in the table of
# functions that cannot be had again when the snapshot is put back. ctypes itself can be imported later.
sys.modules["ctypes"] = None
for name in json.loads(Path("/tmp/imports.json").read_text()):
    importlib.import_module(name)
del sys.modules["ctypes"]

import knobs_later  # noqa: E402

knobs_later.begin()
for cache in (sys.path_importer_cache, zipimport._zip_directory_cache):
    cache.clear()
sys._clear_internal_caches()
gc.collect()
