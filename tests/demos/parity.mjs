// Run demos under Pyodide in Node and write every number of their histories, as the page's worker would have them.
// Arguments: the bundle's folder, a file with the cases as JSON, and the folder to write to.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { load } from "../../runtime/inside/load.mjs";

const [folder, cases, out] = process.argv.slice(2).map((path) => resolve(path));
const pyodide = await load(folder);

const run = pyodide.runPython(`
import json
import numpy
import demos
from demos.kit.session import Session

def run(name, settings):
    demo, settings = demos.load(name), json.loads(settings)
    history = Session(demo).show(settings).history
    rows = [numpy.hstack([numpy.ravel(field) for field in state]) for state in history]
    frame = Session(demo).show({knob: value for knob, value in settings.items() if knob != "epochs"})
    said = [frame.verdict.regime, frame.verdict.text, *(panel.svg for panel in frame.panels)]
    return numpy.array(rows).tobytes(), json.dumps(said)

run
`);

const told = JSON.parse(readFileSync(cases, "utf8")).map(([name, settings], i) => {
  const pair = run(name, JSON.stringify(settings));
  const [bytes, said] = pair.toJs();
  writeFileSync(join(out, `${i}.bin`), bytes);
  pair.destroy();
  return JSON.parse(said);
});
process.stdout.write(JSON.stringify(told));
