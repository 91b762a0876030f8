// The worker: it starts Python once, then passes text in and text out. It knows no mathematics.
import { bound } from "./bounded.js";
import { Elsewhere } from "./runtime-fetch.js";
import { Ready } from "./runtime-ready.js";
import { fromModules, fromSnapshot, furnish, parts } from "./runtime-start.js";
import { isolate } from "./sandbox.js";

const base = new URL("../python/", import.meta.url);
const ENOUGH = 400_000; // bytes that tell how fast the line is
const FAST = 1400; // bytes a millisecond (11 Mbit/s): from here on the snapshot costs less time than importing
const tell = self.postMessage.bind(self); // a reader's code has no other way to the page than its answers

async function start() {
  const { list, ports, sandbox } = await self.given; // see workers.js
  delete self.given;
  if (sandbox) bound();
  const files = ports.length ? new Elsewhere(base, list, ports) : new Ready(base, list, (progress) => tell({ progress }));
  const both = parts(files);
  const ways = Object.entries({ snapshot: fromSnapshot, modules: fromModules });
  const [[name, first], [next, other]] = (await slow(files, both)) ? ways.reverse() : ways;
  try {
    return await answering(files, await first(files, both), sandbox);
  } catch (error) {
    // Without a network, only one way's files may be kept: those of the last visit.
    console.warn(`Python did not start from its ${name} (${error.message}); now from its ${next}.`);
    return answering(files, await other(files, both), sandbox);
  }
}

// Whether the bytecode will be there before the snapshot: as an earlier visit has kept the one or the other, or else as
// fast as the line is. A missing core is known here already; Pyodide would wait for it for ever.
async function slow(files, { core }) {
  const [snapshot, modules] = await Promise.all([files.has("snapshot"), files.has("modules")]);
  if (snapshot || modules) return !snapshot;
  return (await Promise.race([files.speed(ENOUGH), core.then(() => Infinity)])) < FAST;
}

async function answering(files, python, sandbox) {
  await files.close();
  tell({ progress: { stage: "importing", loaded: 1, total: 1 } });
  const answer = furnish(python, files);
  self.onmessage = ({ data }) => tell({ seq: data.seq, answer: answer(data.request) });
  const here = performance.getEntriesByType("resource").map(({ name }) => name);
  const all = files.fetched().then((there) => [...new Set([...there, ...here])]);
  if (sandbox) isolate();
  tell({ ready: true });
  return all;
}

start().then(
  (files) => tell({ files }), // for offline use
  (error) => tell({ failed: error.message.trim().split("\n").pop() }),
);
