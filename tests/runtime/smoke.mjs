// Load a bundle as the page does, but under Node: the folder is the only argument, what was found goes to standard output.
import { resolve } from "node:path";
import { load } from "../../runtime/inside/load.mjs";

const pyodide = await load(resolve(process.argv[2]));
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
