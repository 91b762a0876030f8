// Two ways to start Python: put its memory back as the build left it, or import the modules from bytecode.
// The first takes almost no processor time, the second fewer bytes. docs/start-up.md tells why and how fast.
import { check } from "./hash.js";
import { unpack } from "./runtime-files.js";

const PACKAGES = "/lib/python3.14/site-packages";
const KNOWN = 1 << 22; // bytes of memory that the WebAssembly file sets itself, at most
const LATE = 200_000; // bytes still to come of what is needed first, when the rest is begun
const NOTHING = new Uint8Array();
const fetch = globalThis.fetch.bind(globalThis); // Pyodide is later given another

// Functions are numbered differently where WebAssembly can suspend: without it one snapshot serves every browser.
delete WebAssembly.Suspending;
delete WebAssembly.promising;

// What both ways need: loader and core, begun at once, and the compiled libraries.
export function parts(files) {
  const all = {
    loadPyodide: script(files, "pyodide.mjs").then((loader) => loader.loadPyodide),
    create: script(files, "pyodide.asm.mjs").then((core) => core.default),
    core: files.core(),
  };
  for (const part of Object.values(all)) part.catch(() => {}); // whoever waits for it has its own handler
  let libraries;
  return { ...all, libraries: () => (libraries ??= compiled(files)) };
}

// A script of the release, run only if its bytes are the build's.
async function script(files, role) {
  const bytes = (await files.whole(role)) ?? (await fetched(files, role));
  return import(URL.createObjectURL(new Blob([bytes], { type: "text/javascript" })));
}

// It has been asked for before this script came: workers.js.
async function fetched(files, role) {
  const address = files.address(role);
  const response = await (self.early?.get(address) ?? fetch(address));
  const [name, bytes] = [files.manifest.entry[role], await response.arrayBuffer()];
  if (!response.ok) throw new Error(`${name} could not be fetched (status ${response.status})`);
  await check(name, bytes, files.manifest.files[name].sha256);
  return bytes;
}

async function compiled(files) {
  return new Map((await files.libraries()).map(([name, module]) => [`${PACKAGES}/${name}`, module]));
}

// loadPyodide fetches the core and the standard library itself; it is handed what we have instead. It begins before the
// core has come, and would wait for a missing one for ever.
async function load(files, parts, standardLibrary, options) {
  self.fetch = async (address) => new Response(String(address).endsWith(".zip") ? standardLibrary : NOTHING);
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await parts.core;
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  const settings = { indexURL: files.base.href, lockFileContents: files.manifest.lock, packageBaseUrl: files.base.href };
  const loadPyodide = await parts.loadPyodide;
  const missing = new Promise((_, reject) => parts.core.catch(reject));
  try {
    return await Promise.race([loadPyodide({ ...settings, stdout: (line) => console.info(line), ...options }), missing]);
  } finally {
    self.fetch = fetch;
  }
}

export async function fromSnapshot(files, parts) {
  const { plan } = files.manifest;
  const libraries = parts.libraries(); // first: they are linked while the memory's pages are being unpacked
  let pages = files.bytes("snapshot", parts.create);
  for (const part of [libraries, pages]) part.catch(() => {}); // they are waited for below
  const createPyodideModule = (settings) => restored(settings, parts.create, plan, libraries, pages);
  const python = await load(files, parts, NOTHING, { _loadSnapshot: NOTHING, createPyodideModule });
  pages = null; // Pyodide keeps its settings, and they would keep the pages
  put(python.FS, Object.fromEntries(plan.demos.map((name) => [name, NOTHING])));
  return python;
}

// Make the module, link its libraries where they were, and put the memory back when Pyodide asks for that.
async function restored(settings, create, plan, libraries, opened) {
  let first;
  const instantiate = settings.instantiateWasm;
  settings.instantiateWasm = (imports, done) =>
    instantiate(imports, (instance, core) => {
      first = new Uint8Array(instance.exports.memory.buffer).slice(0, KNOWN);
      done(instance, core);
    });
  const module = await (await create)(settings);
  if (module.HEAPU8.length < plan.size) module.growMemory(plan.size);
  link(module, plan, await libraries);
  let pages = await opened;
  module.API.restoreSnapshot = () => {
    putBack(module, plan, pages, first);
    pages = first = null; // this function stays as long as Python does, and would keep them
    return plan.hiwire;
  };
  return module;
}

// Function pointers in the memory are places in a table: they hold only if every library gets its old place there.
function link(module, plan, libraries) {
  module.libraryOf = (name) => libraries.get(name);
  for (const { name, handle, memory, table } of plan.libraries) {
    if (module.wasmTable.length !== table) throw new Error(`the table of functions differs at ${name}`);
    module.placeOf = () => memory;
    module.loadDynamicLibrary(name, { global: false, nodelete: true }, {}, handle);
  }
  delete module.placeOf;
  if (module.wasmTable.length !== plan.table) throw new Error("the table of functions differs at its end");
}

function putBack(module, { known, runs, libraries }, pages, first) {
  const memory = module.HEAPU8;
  memory.fill(0, 0, module._sbrk(0));
  for (const library of libraries) memory.fill(0, library.memory, library.memory + library.size);
  let at = 0;
  for (const [start, length] of runs) memory.set(pages.subarray(at, (at += length)), start);
  const [now, before] = [memory, first].map(({ buffer, byteOffset }) => new Uint32Array(buffer, byteOffset, KNOWN >> 2));
  for (let i = 0; i < known >> 2; i++) now[i] ^= before[i]; // there the difference is kept
  for (let i = known & ~3; i < known; i++) memory[i] ^= first[i];
}

export async function fromModules(files, parts) {
  const modules = files.bytes("modules"); // first what Python needs to boot: the rest arrives meanwhile
  await Promise.race([files.nearly(LATE), parts.core]);
  const late = [parts.libraries(), files.bytes("packages"), files.bytes("demos")];
  const python = await load(files, parts, await modules, { createPyodideModule: await parts.create });
  const [libraries, ...packed] = await Promise.all(late);
  for (const one of packed) put(python.FS, unpack(one));
  const names = [...libraries.keys()].map((name) => name.slice(PACKAGES.length + 1));
  put(python.FS, Object.fromEntries(names.map((name) => [name, NOTHING]))); // the import system looks for a file
  python._module.libraryOf = (name) => libraries.get(name);
  python.runPython("import gc, knobs_later\nknobs_later.begin()\ngc.freeze()"); // as the snapshot's maker does
  return python;
}

// What is fetched only when it is imported, and the door that answers.
export function furnish(python, files) {
  python.registerJsModule("_knobs", { fetch: later(files) });
  return python.runPython("import random\nrandom.seed()\nfrom calculator.door import answer\nanswer");
}

function put(fs, packed) {
  const folders = new Set(Object.keys(packed).map((name) => name.slice(0, name.lastIndexOf("/"))));
  for (const folder of folders) fs.mkdirTree(`${PACKAGES}/${folder}`);
  for (const [name, bytes] of Object.entries(packed)) fs.writeFile(`${PACKAGES}/${name}`, bytes, { canOwn: true });
}

// An import cannot wait for a promise, so this request waits; a worker may do that. A reader's code may alter whatever it
// can reach before it imports: what to ask for, and with what, is settled now.
function later(files) {
  const { manifest } = files;
  const { XMLHttpRequest } = self;
  const places = Object.create(null);
  for (const [role, name] of Object.entries(manifest.entry)) {
    places[role] = { address: files.address(role), hash: manifest.files[name].sha256 };
  }
  return (role) => {
    const place = places[role];
    if (!place) throw new Error("it is not one of the build's files");
    const request = new XMLHttpRequest();
    request.open("GET", place.address, false);
    request.responseType = "arraybuffer";
    request.send();
    if (request.status !== 200) throw new Error(`status ${request.status}`);
    return [new Uint8Array(request.response), place.hash];
  };
}
