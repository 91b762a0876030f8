// What the parts of one picture of the playground cost, under the bundle's Python in Node.
// Argument: the bundle's folder. Standard input: {name: settings}. Standard output: {name: {part: milliseconds}}.
import { readFileSync } from "node:fs";
import { load } from "../runtime/inside/load.mjs";

const pyodide = await load(process.argv[2]);
pyodide.globals.set("cases", readFileSync(0, "utf8"));
process.stdout.write(
  pyodide.runPython(`
import json
import numpy as np
from statistics import median
from time import perf_counter
import demos
from demos.kit import diagram, panels
from demos.kit.door import plain
from demos.kit.network import cut, forward, shape
from demos.kit.session import Session

def time(work, times=40):
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return median(taken)

def measured(settings):
    demo = demos.load("playground")
    session = Session(demo)
    frame = session.show({**settings, "epochs": 100})
    params = session.params({**settings, "epochs": 100})
    layers = cut(frame.history.now.parameters, shape(params.depth, params.width))
    field = lambda: forward(layers, params.activation, demo.GRID, [None] * len(layers))
    alive = np.ones(2 + params.depth * params.width, dtype=bool)
    outputs, states = field(), demo.train(**{k: v for k, v in vars(params).items() if k != "epochs"})
    return {
        "train an epoch": time(lambda: next(states)),
        "the network over the field": time(field),
        "network as SVG": time(lambda: diagram.panel(diagram.Words("", ""), layers, outputs, alive, demo.points(params.data_set, params.seed, params.noise, params.held_out))),
        "losses as SVG": time(lambda: panels.losses(frame.history, ("validation_loss", "training_loss"), 1000)),
        "verdict": time(lambda: demo.verdict(frame.history, params)),
        "as JSON": time(lambda: json.dumps(plain(frame, demo.controls))),
    }

json.dumps({name: measured(settings) for name, settings in json.loads(cases).items()})
`),
);
