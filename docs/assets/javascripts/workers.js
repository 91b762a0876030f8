// The workers of a start, and what they are told first.
import { CHECKED, sha256 } from "./hash.js";

const place = (path) => new URL(path, import.meta.url).href;
const LIST = place("../python/manifest.json");
const FOLDER = place("../python/");
const [WORKER, START, FETCH, FILES, HASH] = ["./worker.js", "./runtime-start.js", "./runtime-fetch.js", "./runtime-files.js", "./hash.js"].map(place);

// Both workers are started from blobs, so that the page's Content-Security-Policy binds them too. A blob asks for all
// that any start needs at once, rather than for each when another has named it.
const PYTHON = `
  self.given = new Promise((resolve) => (self.onmessage = ({ data }) => resolve(data)));
  self.postMessage({ begun: true });
  const early = (script) => import(script).catch(() => {}); // whoever needs it tells
  ["${START}", "${FETCH}", "${FILES}", "${HASH}"].forEach(early);
  self.given.then(({ core, list: { cache } }) => {
    self.early = Object.fromEntries(core.map((address) => [address, fetch(address, { cache })]));
    for (const one of Object.values(self.early)) one.catch(() => {});
  });
  import("${WORKER}").catch((error) => self.postMessage({ failed: error.message }));`;
const FETCHER = `
  const runtime = import("${FETCH}");
  ["${FILES}", "${HASH}"].forEach((script) => import(script).catch(() => {}));
  self.onmessage = ({ data: { list, port, wasm } }) => {
    (self.begun = fetch(wasm, { cache: list.cache })).catch(() => {});
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

// Python's worker, and the one that brings its files; they talk to each other. In a sandbox, Python's gives up what could
// reach beyond it once it answers.
export function spawn(list, sandbox) {
  const address = (role) => FOLDER + list.entry[role];
  const { port1, port2 } = new MessageChannel();
  const [python, fetcher] = [worker("python", PYTHON), worker("python's files", FETCHER)];
  python.postMessage({ list, sandbox, port: port1, core: ["pyodide.mjs", "pyodide.asm.mjs"].map(address) }, [port1]);
  fetcher.postMessage({ list, port: port2, wasm: address("wasm") }, [port2]);
  return [python, fetcher];
}

function worker(name, code) {
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  return new Worker(address, { type: "module", name });
}
