// The bundle's packages in the release's own Pyodide, under Node: for tests that compare it with CPython.
import { readFileSync } from "node:fs";
import { join } from "node:path";

export async function load(folder) {
  const { lock } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const { loadPyodide } = await import(new URL("../../node_modules/pyodide/pyodide.mjs", import.meta.url));
  const python = await loadPyodide({ lockFileContents: lock, packageBaseUrl: folder });
  await python.loadPackage(Object.keys(lock.packages), { messageCallback() {} });
  return python;
}
