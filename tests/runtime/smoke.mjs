// Load a bundle as the page does, but under Node: the folder is the only argument, what was found goes to standard output.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const { entry } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
const { loadPyodide } = await import(pathToFileURL(join(folder, entry.pyodide)));
const pyodide = await loadPyodide({ indexURL: folder, lockFileURL: join(folder, entry.lock), packageBaseUrl: folder });
await pyodide.loadPackage(entry.packages, { messageCallback() {} });
process.stdout.write(
  pyodide.runPython(`
import json
import contourpy, demos, numpy
grid = numpy.add.outer(numpy.linspace(0, 1, 5), numpy.linspace(0, 1, 5))
json.dumps({
    "numpy": numpy.__version__,
    "contourpy": contourpy.__version__,
    "sum": float(numpy.arange(1000.0).sum()),
    "lines": len(contourpy.contour_generator(z=grid).lines(1.0)),
    "demos": sorted(demos.names()),
})
`),
);
