// The files of a later start: those that the service worker has laid ready, unpacked, where a worker reads them at once.
// What is not there is fetched, as on a first visit; the service worker may have it.
import { check } from "./hash.js";
import { Files } from "./runtime-files.js";

export class Ready extends Files {
  // All of a file, checked; null where it is not laid ready. What is to be made of it is begun before the check.
  async whole(role, make = (bytes) => bytes) {
    const { name, sha256, unpacked = sha256 } = this.file(role);
    const bytes = await read(name);
    if (!bytes) return null;
    const [made] = await Promise.all([make(bytes), check(name, bytes, unpacked)]);
    return made;
  }

  // Reading holds the thread; what is wanted later is read `after` what the thread is wanted for first.
  async bytes(role, after) {
    await after;
    return (await this.whole(role)) ?? super.bytes(role);
  }

  async core() {
    return (await this.whole("wasm", (bytes) => WebAssembly.compile(bytes))) ?? super.core();
  }

  // Whether an earlier visit has left a file here.
  async has(role) {
    const file = await self.ready.get(this.file(role).name);
    return Boolean(file?.getSize() || (await self.caches?.match(this.address(role)).catch(() => null)));
  }

  // An open file is held: where only one worker at a time may have it, the others go without.
  async close() {
    for (const file of self.ready.values()) (await file)?.close();
    self.ready.clear();
  }
}

// A file that was opened before this script came (workers.js); what is still being written is empty.
async function read(name) {
  const file = await self.ready.get(name);
  if (!file?.getSize()) return null;
  const bytes = new Uint8Array(file.getSize());
  file.read(bytes, { at: 0 });
  file.close();
  self.ready.delete(name);
  return bytes;
}
