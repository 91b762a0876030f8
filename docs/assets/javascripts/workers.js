// The workers of a start, and what they are told first.

const place = (path) => new URL(path, import.meta.url).href;
const LIST = place("../python/manifest.json");
const FOLDER = place("../python/");
const [WORKER, START, FETCH, FILES] = ["./worker.js", "./runtime-start.js", "./runtime-fetch.js", "./runtime-files.js"].map(place);

// Both workers are started from blobs, so that the page's Content-Security-Policy binds them too. A blob asks for all
// that any start needs at once, rather than for each when another has named it.
const PYTHON = `
  self.given = new Promise((resolve) => (self.onmessage = ({ data }) => resolve(data)));
  self.postMessage({ begun: true });
  const early = (script) => import(script).catch(() => {}); // whoever needs it tells
  ["${START}", "${FETCH}", "${FILES}"].forEach(early);
  self.given.then(({ core }) => core.forEach(early));
  import("${WORKER}").catch((error) => self.postMessage({ failed: error.message }));`;
const FETCHER = `
  const runtime = import("${FETCH}");
  import("${FILES}").catch(() => {});
  self.onmessage = ({ data: { list, port, wasm } }) => {
    (self.begun = fetch(wasm)).catch(() => {});
    runtime.then(
      ({ serve }) => serve(port, "${FOLDER}", list),
      (error) => self.postMessage({ failed: error.message }),
    );
  };`;

// The list of Python's files.
export async function list() {
  const answer = await fetch(LIST);
  if (!answer.ok) throw new Error(`the list of Python's files could not be fetched (status ${answer.status})`);
  return answer.json();
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
