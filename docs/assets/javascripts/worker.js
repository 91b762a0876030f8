// The worker: it loads Python once, then passes text in and text out. It knows no mathematics.

const base = new URL("../python/", import.meta.url);
const tell = (message) => self.postMessage(message);

// Count the bytes that arrive, whoever asked for them, and say at once when a file cannot be had:
// without its wasm file loadPyodide would wait for ever.
function watch(total) {
  const fetch = self.fetch;
  let loaded = 0;
  self.fetch = async (...request) => {
    const address = String(request[0]?.url ?? request[0]);
    const name = address.split("/").pop();
    const response = await fetch(...request).catch((error) => {
      tell({ failed: `${name} could not be fetched (${error.message})` });
      throw error;
    });
    if (!response.ok) {
      tell({ failed: `${name} could not be fetched (status ${response.status})` });
      return response;
    }
    const count = new TransformStream({
      transform(chunk, controller) {
        loaded += chunk.byteLength;
        tell({ progress: { stage: "fetching", loaded, total } });
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(count), response);
  };
}

async function start() {
  const manifest = await (await fetch(new URL("manifest.json", base))).json();
  const { pyodide, lock, packages } = manifest.entry;
  watch(Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0));
  const { loadPyodide } = await import(new URL(pyodide, base).href);
  const python = await loadPyodide({
    indexURL: base.href,
    packageBaseUrl: base.href,
    lockFileURL: new URL(lock, base).href,
    packages,
    stdout: (line) => console.info(line),
  });
  tell({ progress: { stage: "importing", loaded: 1, total: 1 } });
  return python.runPython("from demos.kit.door import answer\nanswer");
}

start().then(
  (answer) => {
    self.onmessage = ({ data }) => tell({ seq: data.seq, answer: answer(data.request) });
    tell({ ready: true });
  },
  (error) => tell({ failed: error.message.trim().split("\n").pop() }),
);
