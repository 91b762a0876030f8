// The release's own files, fetched in parallel; the same demo's default run, through the same door.
import { loadPyodide } from "./pyodide.mjs";

const base = new URL("./", import.meta.url).href;
const python = await loadPyodide({
  indexURL: base,
  packageBaseUrl: base,
  lockFileURL: `${base}pyodide-lock.json`,
  packages: ["numpy", "contourpy", "knobs-demos"], // begins these downloads beside the core's
});
const answer = python.runPython("import numpy\nfrom demos.kit.door import answer\nanswer");
self.postMessage(answer(JSON.stringify({ figure: "plain", demo: "bowl", settings: {}, budget: null })));
