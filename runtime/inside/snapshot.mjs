// Make the memory snapshot, under Node: node snapshot.mjs <folder>
// The folder holds Pyodide's core with the doors (runtime/doors.py), stdlib.zip, site/ and imports.json.
// Written to out/ there: snapshot.json (what the page must do before it puts the memory back) and snapshot.raw (the memory).
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

// Node would show the line of code that failed, and Pyodide's is a million characters long.
process.on("uncaughtException", (error) => {
  console.error(error.message ?? error);
  process.exit(1);
});

// Functions are numbered differently where WebAssembly can suspend: without it one snapshot serves every browser.
delete WebAssembly.Suspending;
delete WebAssembly.promising;

const PAGE = 1 << 14;
const PACKAGES = "/lib/python3.14/site-packages";
const folder = resolve(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const { default: create } = await import(pathToFileURL(`${folder}/pyodide.asm.mjs`));

let first; // the memory as the WebAssembly file itself sets it: no need to send that again
async function createPyodideModule(settings) {
  const instantiate = settings.instantiateWasm;
  settings.instantiateWasm = (imports, done) =>
    instantiate(imports, (instance, module) => {
      first = new Uint8Array(instance.exports.memory.buffer).slice();
      done(instance, module);
    });
  return create(settings);
}

const lock = JSON.parse(readFileSync(`${folder}/pyodide-lock.json`, "utf8"));
const python = await loadPyodide({
  indexURL: `${folder}/`,
  stdLibURL: `${folder}/stdlib.zip`,
  lockFileContents: { ...lock, packages: {} },
  env: { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" },
  createPyodideModule,
  _makeSnapshot: true,
});
const module = python._module;
copy(`${folder}/site`, PACKAGES);
module.FS.writeFile("/tmp/imports.json", readFileSync(`${folder}/imports.json`));

const libraries = [];
module.libraryOf = (name) => void libraries.push({ name, table: module.wasmTable.length });
python.runPython(readFileSync(new URL("snapshot.py", import.meta.url), "utf8"));
delete module.libraryOf;
for (const [handle, { name }] of Object.entries(module.LDSO.loadedLibsByHandle)) {
  const library = libraries.find((one) => one.name === name);
  if (library) Object.assign(library, place(Number(handle)));
}
zeroFree();
write();

function copy(from, to) {
  module.FS.mkdirTree(to);
  for (const name of readdirSync(from).sort()) {
    const [source, target] = [join(from, name), `${to}/${name}`];
    if (statSync(source).isDirectory()) copy(source, target);
    else module.FS.writeFile(target, readFileSync(source));
  }
}

// Where Emscripten keeps what a library was given: see struct dso in its dynlink.c. The copy of the file there is
// not needed any more.
function place(handle) {
  const dso = module.HEAPU32.subarray(handle >> 2);
  const [memory, size, file] = [dso[3], dso[4], dso[7]];
  if (file) module._free(file);
  dso[7] = dso[8] = 0;
  return { handle, memory, size };
}

// Freed memory holds what was there before, which compresses badly: take all of it, zero it, give it back.
function zeroFree() {
  const end = module._sbrk(0);
  const taken = [];
  for (let size = 1 << 18; size >= 8; size = size > 256 ? size >> 1 : size - 8) {
    let address;
    while ((address = module._malloc(size)) + size <= end) {
      module.HEAPU8.fill(0, address, address + size);
      taken.push(address);
    }
    module._free(address);
  }
  taken.sort((a, b) => a - b).forEach((address) => module._free(address));
}

// Pages that differ from the first memory; where that was not zero, the difference (exclusive or) is kept.
function write() {
  const memory = module.HEAPU8.slice(0, module._sbrk(0));
  const known = first.findLastIndex((byte) => byte !== 0) + 1;
  for (let i = 0; i < known; i++) memory[i] ^= first[i];
  const runs = [];
  const pages = [];
  for (let start = 0; start < memory.length; start += PAGE) {
    const page = memory.subarray(start, Math.min(start + PAGE, memory.length));
    if (page.every((byte) => byte === 0)) continue;
    pages.push(page);
    const last = runs.at(-1);
    if (last && last[0] + last[1] === start) last[1] += page.length;
    else runs.push([start, page.length]);
  }
  const size = module.HEAPU8.length;
  const hiwire = python._api.serializeHiwireState();
  const plan = { size, known, runs, hiwire, libraries, table: module.wasmTable.length };
  writeFileSync(`${folder}/out/snapshot.json`, JSON.stringify(plan));
  writeFileSync(`${folder}/out/snapshot.raw`, Buffer.concat(pages));
}
