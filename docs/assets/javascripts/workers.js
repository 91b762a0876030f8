// The workers of a start, and what they are told first.
//
// The list of Python's files, with the hashes of them all, is a part of this script (esbuild puts it in): to fetch it, and
// to wait for the page's thread between the steps of that, took a tenth of a second of a second visit.
import built from "../python/manifest.json" with { type: "json" };

const place = (path) => new URL(path, import.meta.url).href;
const FOLDER = place("../python/");
export const READY = `knobs ${encodeURIComponent(new URL(place("../../")).pathname)}`; // the folder, as in service-worker.js
const [WORKER, FETCH] = ["./worker.js", "./runtime-fetch.js"].map(place);

// Both workers are started from blobs, so that the page's Content-Security-Policy binds them too. A blob asks for all
// that any start needs at once, rather than when its script has come.
const PYTHON = `
  self.given = new Promise((resolve) => (self.onmessage = ({ data }) => resolve(data)));
  self.given.then(({ ready, early, list: { cache } }) => {
    const find = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("${READY}");
    const folder = ready.length ? find() : null;
    const open = async (name) => (await (await folder).getFileHandle(name)).createSyncAccessHandle({ mode: "read-only" });
    self.ready = new Map(ready.map((name) => [name, open(name).catch(() => null)]));
    self.early = new Map(early.map((address) => [address, fetch(address, { cache })]));
    for (const one of self.early.values()) one.catch(() => {});
  });
  import("${WORKER}").catch((error) => self.postMessage({ failed: error.message }));`;
const FETCHER = `
  const runtime = import("${FETCH}");
  self.onmessage = ({ data: { list, port, wasm } }) => {
    if (wasm) (self.begun = fetch(wasm, { cache: list.cache })).catch(() => {});
    runtime.then(
      ({ serve }) => serve(port, "${FOLDER}", list),
      (error) => self.postMessage({ failed: error.message }),
    );
  };`;

// Python's worker, and those that bring its files; they talk to each other. What the service worker has laid ready needs no
// unpacking, and Python's worker reads it itself. In a sandbox, it gives up what could reach beyond it once it answers.
//
// `cache` says whether what a browser has kept will do: "reload" after a start that failed. `kept` says that the service
// worker may have the files.
export function spawn({ sandbox, cache, kept }) {
  const files = { ...built, cache };
  const address = (role) => FOLDER + files.entry[role];
  const python = worker("python", PYTHON);
  const helpers = kept ? [] : [fetcher("python's files", files, address("wasm")), fetcher("python's memory", files)];
  const ports = helpers.map(({ port }) => port);
  const ready = kept ? [...new Set(Object.values(built.start).flat())].map((role) => built.entry[role]) : [];
  const early = kept ? [] : built.start.snapshot.map(address).filter((one) => one.endsWith(".mjs"));
  python.postMessage({ list: files, sandbox, ports, ready, early }, ports);
  return [python, ...helpers.map(({ started }) => started)];
}

function fetcher(name, list, wasm = null) {
  const { port1, port2 } = new MessageChannel();
  const started = worker(name, FETCHER);
  started.postMessage({ list, port: port2, wasm }, [port2]);
  return { started, port: port1 };
}

function worker(name, code) {
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  return new Worker(address, { type: "module", name });
}
