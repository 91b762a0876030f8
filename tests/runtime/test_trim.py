"""What is left out of Pyodide's loader is what nothing uses, and the rest stays as it was."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from runtime import fetch, loader, node, release, trim, wasm

LOADER = (
    "var used=1;var _a,_b,_c,wasmTable;"
    "function assignWasmExports(wasmExports){"
    '_a=Module["_a"]=wasmExports["a"];_b=Module["_b"]=wasmExports["b"];_c=Module["_c"]=wasmExports["c"].value>>>0;'
    'wasmTable=wasmExports["t"]}'
    "var wasmImports={drawn:_drawn,heard:_heard,kept};"
    'var _drawn=()=>1;_drawn.sig="i";Module["_drawn"]=_drawn;'
    'var _heard=()=>_b();_heard.sig="v";Module["_heard"]=_heard;'
)
IMPORTS = """
import { readFileSync } from "node:fs";
const names = (path) => WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(path))).map(({ name }) => name);
console.log(JSON.stringify(process.argv.slice(2).map(names)));
"""
RUN = """
import { readFileSync } from "node:fs";
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[2])));
console.log(JSON.stringify([Object.keys(exports), exports.two()]));
"""


def test_a_name_goes_only_if_it_is_used_nowhere() -> None:
    trimmed = trim.trim(LOADER, ["module._c()"], {"heard", "kept"})
    assert "_a" not in trimmed
    assert '_b=Module["_b"]=wasmExports["b"]' in trimmed  # called inside
    assert '_c=Module["_c"]=wasmExports["c"].value>>>0' in trimmed  # called from our own scripts
    assert "var _b,_c,wasmTable;" in trimmed
    assert "var used=1;" in trimmed


def test_a_librarys_function_is_offered_only_if_a_file_imports_it() -> None:
    trimmed = trim.trim(LOADER, [], {"heard", "kept"})
    assert "var wasmImports={heard:_heard,kept};" in trimmed
    assert '_heard.sig="v";Module["_heard"]=_heard;' in trimmed
    assert "_drawn.sig" not in trimmed
    assert 'Module["_drawn"]' not in trimmed


@pytest.mark.parametrize("mark", ["function assignWasmExports(", "var wasmImports="])
def test_a_loader_of_another_make_is_refused(mark: str) -> None:
    with pytest.raises(ValueError, match=r"Mend: see runtime/trim\.py"):
        trim.trim(LOADER.replace(mark, "x"), [], set())


def test_imports_are_read_as_a_javascript_engine_reads_them(tmp_path: Path) -> None:
    (tmp_path / "core.wasm").write_bytes(release.core("pyodide.asm.wasm"))
    with zipfile.ZipFile(fetch.fetch(release.wheel("contourpy"))) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".so"))
        (tmp_path / "library.wasm").write_bytes(archive.read(name))
    (tmp_path / "imports.mjs").write_text(IMPORTS, encoding="utf-8")
    paths = [tmp_path / "core.wasm", tmp_path / "library.wasm"]
    told = json.loads(node.run(tmp_path / "imports.mjs", "", *map(str, paths)))
    assert [set(names) for names in told] == [wasm.imports(path.read_bytes()) for path in paths]


def test_no_webassembly_has_no_imports() -> None:
    with pytest.raises(ValueError, match="not a WebAssembly file"):
        wasm.imports(b"PK\3\4")
    assert wasm.imports(wasm.MAGIC) == set()


def test_half_of_the_release_s_loader_goes_and_all_that_is_imported_stays() -> None:
    whole, ours = release.core("pyodide.asm.mjs").decode(), loader.loader().decode()
    assert len(ours) < 0.6 * len(whole)
    offered = re.search(r"var wasmImports=\{(.*?)\}", ours)
    assert offered is not None
    names = {entry.partition(":")[0] for entry in offered[1].split(",")}
    before = re.search(r"var wasmImports=\{(.*?)\}", whole)
    assert before is not None
    core = wasm.imports(release.core("pyodide.asm.wasm"))
    assert names >= core & {entry.partition(":")[0] for entry in before[1].split(",")}


def test_a_module_offers_what_is_named_and_works_as_before(tmp_path: Path) -> None:
    # (module (func (export "one") (result i32) i32.const 1) (func (export "two") (result i32) i32.const 2))
    kinds, functions = "0105016000017f", "03030200" + "00"
    offered, code = "070d02036f6e6500000374776f0001", "0a0b02040041010b040041020b"
    whole = wasm.MAGIC + bytes.fromhex(kinds + functions + offered + code)
    (tmp_path / "part.wasm").write_bytes(wasm.offering(whole, {"two", "three"}))
    (tmp_path / "run.mjs").write_text(RUN, encoding="utf-8")
    assert json.loads(node.run(tmp_path / "run.mjs", "", str(tmp_path / "part.wasm"))) == [["two"], 2]
    assert wasm.offering(whole, {"one", "two"}) == whole


def test_the_core_still_offers_all_that_a_package_imports() -> None:
    (whole, ours) = (set(wasm.exports(data)) for data in (release.core("pyodide.asm.wasm"), loader.core()))
    assert len(ours) < 0.2 * len(whole)
    for package in release.PACKAGES:
        with zipfile.ZipFile(fetch.fetch(release.wheel(package))) as archive:
            for name in archive.namelist():
                if name.endswith(".so"):
                    assert wasm.imports(archive.read(name)) & whole <= ours
