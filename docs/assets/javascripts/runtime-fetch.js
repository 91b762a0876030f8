// A second worker for the start alone: it fetches, unpacks, checks and compiles, while the first reads the loader and
// makes Python's memory ready. On a fast line both have as much to do.
import { Files } from "./runtime-files.js";

// In the second worker: answer the first one's calls.
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

// In the first: Files, as far as a start needs them.
export class Elsewhere {
  #port;
  #open = [];

  constructor(base, manifest, port) {
    Object.assign(this, { base, manifest });
    this.#port = port;
    port.onmessage = ({ data: { id, value, error } }) => {
      const { resolve, reject } = this.#open[id];
      error === undefined ? resolve(value) : reject(new Error(error));
    };
  }

  address(role) {
    return new URL(this.manifest.entry[role], this.base).href;
  }

  core = () => this.#call("core");
  libraries = () => this.#call("libraries");
  bytes = (role) => this.#call("bytes", role);
  speed = (after) => this.#call("speed", after);
  nearly = (left) => this.#call("nearly", left);
  fetched = () => this.#call("fetched");

  #call(call, ...given) {
    return new Promise((resolve, reject) => {
      this.#port.postMessage({ id: this.#open.push({ resolve, reject }) - 1, call, given });
    });
  }
}
