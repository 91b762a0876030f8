// The worker: it starts Python once, then passes text in and text out. It knows no mathematics.
import { Elsewhere } from "./runtime-fetch.js";
import { fromModules, fromSnapshot, furnish, parts } from "./runtime-start.js";

const base = new URL("../python/", import.meta.url);
const ENOUGH = 400_000; // bytes that tell how fast the line is
const FAST = 1400; // bytes a millisecond (11 Mbit/s): from here on the snapshot costs less time than importing
const tell = self.postMessage.bind(self); // a reader's code has no other way to the page than its answers

async function start() {
  const { list, port, sandbox } = await self.given; // see workers.js
  delete self.given;
  if (sandbox) (await import("./bounded.js")).bound();
  const files = new Elsewhere(base, list, port);
  const both = parts(files);
  // A missing core is known here already; Pyodide would wait for it for ever.
  const speed = await Promise.race([files.speed(ENOUGH), both.core.then(() => Infinity)]);
  const ways = [fromSnapshot, fromModules];
  const [first, other] = speed < FAST ? ways.reverse() : ways;
  try {
    return await answering(files, await first(files, both), sandbox);
  } catch (error) {
    // Without a network, only one way's files may be kept: those of the last visit.
    console.warn(`${first.name} failed (${error.message}); ${other.name} instead.`);
    return answering(files, await other(files, both), sandbox);
  }
}

async function answering(files, python, sandbox) {
  tell({ progress: { stage: "importing", loaded: 1, total: 1 } });
  const answer = furnish(python, files);
  const fetched = await files.fetched();
  const all = [...fetched, ...performance.getEntriesByType("resource").map(({ name }) => name)];
  self.onmessage = ({ data }) => tell({ seq: data.seq, answer: answer(data.request) });
  if (sandbox) (await import("./sandbox.js")).isolate();
  return all;
}

start().then(
  (files) => tell({ ready: true, files }),
  (error) => tell({ failed: error.message.trim().split("\n").pop() }),
);
