// The worker: it starts Python once, then passes text in and text out. It knows no mathematics.
import { Files } from "./runtime-files.js";
import { fromModules, fromSnapshot, furnish, parts } from "./runtime-start.js";

const base = new URL("../python/", import.meta.url);
const ENOUGH = 400_000; // bytes that tell how fast the line is
const FAST = 1400; // bytes a millisecond (11 Mbit/s): from here on the snapshot costs less time than importing
const tell = (message) => self.postMessage(message);

async function start() {
  const manifest = await (self.manifest ?? fetch(new URL("manifest.json", base)).then((answer) => answer.json()));
  const files = new Files(base, manifest, (progress) => tell({ progress }));
  files.begin("wasm");
  const ready = parts(files);
  const python = await choose(files, ready);
  tell({ progress: { stage: "importing", loaded: 1, total: 1 } });
  return furnish(python, files);
}

async function choose(files, ready) {
  const snapshot = (await files.speed(ENOUGH)) > FAST;
  if (snapshot) {
    try {
      return await fromSnapshot(files, ready);
    } catch (error) {
      console.warn(`The snapshot could not be used (${error.message}); importing instead.`);
    }
  }
  return fromModules(files, ready);
}

start().then(
  (answer) => {
    self.onmessage = ({ data }) => tell({ seq: data.seq, answer: answer(data.request) });
    tell({ ready: true });
  },
  (error) => tell({ failed: error.message.trim().split("\n").pop() }),
);
