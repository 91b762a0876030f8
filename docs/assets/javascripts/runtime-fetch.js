// Workers for the start alone: they fetch, unpack, check and compile, while Python's own reads the loader and makes
// Python's memory ready. One brings the core, the other what fills the memory: on a fast line all three have as much to do.
import { Files } from "./runtime-files.js";

// In such a worker: answer the calls of Python's.
export function serve(port, base, list) {
  const files = new Files(base, list, (progress) => self.postMessage({ progress }));
  port.onmessage = async ({ data: { id, call, given } }) => {
    try {
      const value = await files[call](...given);
      port.postMessage({ id, value }, value instanceof Uint8Array ? [value.buffer] : []);
    } catch (error) {
      port.postMessage({ id, error: error.message });
    }
  };
}

// In Python's: Files, as far as a start needs them.
export class Elsewhere {
  constructor(base, manifest, [most, memory]) {
    const [call, callMemory] = [most, memory].map(caller);
    Object.assign(this, { base, manifest });
    this.core = () => call("core");
    this.libraries = () => callMemory("libraries");
    this.bytes = (role) => (role === "snapshot" ? callMemory : call)("bytes", role);
    this.has = async () => false; // or there would be no such workers
    this.whole = async () => null;
    this.close = async () => {};
    this.speed = (after) => call("speed", after);
    this.nearly = (left) => call("nearly", left);
    this.fetched = async () => (await Promise.all([call("fetched"), callMemory("fetched")])).flat();
  }

  address(role) {
    return new URL(this.manifest.entry[role], this.base).href;
  }
}

// A function that puts a question to the worker behind a port.
function caller(port) {
  const open = [];
  port.onmessage = ({ data: { id, value, error } }) => {
    const { resolve, reject } = open[id];
    error === undefined ? resolve(value) : reject(new Error(error));
  };
  return (call, ...given) =>
    new Promise((resolve, reject) => port.postMessage({ id: open.push({ resolve, reject }) - 1, call, given }));
}
