// The workers of a start, and what they are told first.
import { CHECKED, sha256 } from "./hash.js";

const place = (path) => new URL(path, import.meta.url).href;
const LIST = place("../python/manifest.json");
const FOLDER = place("../python/");
const [WORKER, FETCH] = ["./worker.js", "./runtime-fetch.js"].map(place);

// Both workers are started from blobs, so that the page's Content-Security-Policy binds them too. A blob asks for all
// that any start needs at once, rather than when its script has come.
const PYTHON = `
  self.given = new Promise((resolve) => (self.onmessage = ({ data }) => resolve(data)));
  self.given.then(({ core, list: { cache } }) => {
    self.early = Object.fromEntries(core.map((address) => [address, fetch(address, { cache })]));
    for (const one of Object.values(self.early)) one.catch(() => {});
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

// The list of Python's files, with the hashes of them all; its own is in its folder's name (glossary/addressed.py).
// `cache` says whether what a browser has kept will do: "reload" after a start that failed.
export async function list(cache = "default") {
  const answer = await fetch(LIST, { cache });
  if (!answer.ok) throw new Error(`the list of Python's files could not be fetched (status ${answer.status})`);
  const text = await answer.text();
  if (CHECKED && LIST !== (await placed(text))) throw new Error("the list of Python's files is not the one that was built");
  return { ...JSON.parse(text), cache };
}

// Where the build puts a list of these bytes: its folder is named by the names and hashes of what it holds.
async function placed(text) {
  const hash = (words) => sha256(new TextEncoder().encode(words));
  const folder = await hash(`manifest.json ${await hash(text)}\n`);
  return LIST.replace(/-[0-9a-f]{10}(?=\/manifest\.json$)/, `-${folder.slice(0, 10)}`);
}

// Python's worker, and those that bring its files; they talk to each other. In a sandbox, Python's gives up what could
// reach beyond it once it answers.
export function spawn(list, sandbox) {
  const address = (role) => FOLDER + list.entry[role];
  const python = worker("python", PYTHON);
  const helpers = [fetcher("python's files", list, address("wasm")), fetcher("python's memory", list)];
  const ports = helpers.map(({ port }) => port);
  python.postMessage({ list, sandbox, ports, core: ["pyodide.mjs", "pyodide.asm.mjs"].map(address) }, ports);
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
