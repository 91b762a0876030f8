// The bundle's files: fetched at once, counted as they arrive, unpacked as they stream, checked by their hashes, and
// what is WebAssembly compiled. All of it can be done in another worker: runtime-fetch.js.
import { CHECKED, check } from "./hash.js";

const fetch = globalThis.fetch.bind(globalThis); // Pyodide is later given another
const OFTEN = 100; // ms between two words on progress

export class Files {
  #arrived = 0;
  #expected = 0;
  #first = 0; // when the first bytes came, ms
  #told = 0;
  #waiting = [];
  #replies = new Map();

  constructor(base, manifest, tell) {
    Object.assign(this, { base, manifest, tell });
  }

  address(role) {
    return new URL(this.manifest.entry[role], this.base).href;
  }

  // Begin to fetch, so that it arrives while something else is waited for.
  begin(...roles) {
    for (const role of roles) if (!this.#replies.has(role)) this.#replies.set(role, this.#open(role));
  }

  async #open(role) {
    const { name, bytes } = this.file(role);
    this.#expected += bytes;
    const reply = await this.#ask(role).catch((error) => {
      throw new Error(`${name} could not be fetched (${error.message})`);
    });
    if (!reply.ok) throw new Error(`${name} could not be fetched (status ${reply.status})`);
    return reply;
  }

  file(role) {
    const name = this.manifest.entry[role];
    return { name, ...this.manifest.files[name] };
  }

  // On a first visit the core has been asked for before this script came: see workers.js.
  async #ask(role) {
    const address = this.address(role);
    return (role === "wasm" && self.begun) || fetch(address, { cache: this.manifest.cache });
  }

  #count(bytes) {
    this.#first ||= performance.now();
    this.#arrived += bytes;
    this.#progress();
    this.#waiting = this.#waiting.filter(({ enough, resolve }) => !(enough(this) && resolve()));
  }

  #progress() {
    if (performance.now() < this.#told + OFTEN && this.#arrived < this.#expected) return;
    this.#told = performance.now();
    this.tell({ stage: "fetching", loaded: this.#arrived, total: this.#expected });
  }

  // A file's answer, unpacked; `whole` settles when all of it has come and has the right hash.
  #streamed(reply, { name, sha256 }, type) {
    const transform = (chunk, controller) => (this.#count(chunk.byteLength), controller.enqueue(chunk));
    const packed = reply.body.pipeThrough(new TransformStream({ transform }));
    const [used, copy] = CHECKED ? packed.tee() : [packed];
    const whole = CHECKED ? new Response(copy).arrayBuffer().then((all) => check(name, all, sha256)) : Promise.resolve();
    whole.catch(() => {}); // whoever waits for it has its own handler
    const body = used.pipeThrough(new DecompressionStream("gzip"));
    return { reply: new Response(body, { headers: { "Content-Type": type } }), whole };
  }

  async #reply(role) {
    this.begin(role);
    const reply = await this.#replies.get(role);
    return { reply, file: this.file(role) };
  }

  // The core, compiled while it arrives.
  async core() {
    const { reply, file } = await this.#reply("wasm");
    const { reply: used, whole } = this.#streamed(reply, file, "application/wasm");
    const [core] = await Promise.all([WebAssembly.compileStreaming(used), whole]);
    return core;
  }

  // The packages' libraries, compiled: [[name, module]].
  async libraries() {
    const packed = Object.entries(unpack(await this.bytes("libraries")));
    return Promise.all(packed.map(async ([name, bytes]) => [name, await WebAssembly.compile(bytes)]));
  }

  // All of a file, unpacked and checked.
  async bytes(role) {
    const { reply, file } = await this.#reply(role);
    const { reply: used, whole } = this.#streamed(reply, file, "application/octet-stream");
    const [bytes] = await Promise.all([used.arrayBuffer(), whole]);
    return new Uint8Array(bytes);
  }

  // All of a file, if there is no need to fetch it: runtime-ready.js.
  async whole() {
    return null;
  }

  // What has been asked for, by address: for offline.js.
  async fetched() {
    return performance.getEntriesByType("resource").map(({ name }) => name);
  }

  // Settles when so many bytes have come: with the bytes a millisecond since the first.
  async speed(after) {
    await new Promise((resolve) => this.#waiting.push({ enough: () => this.#arrived >= after, resolve: () => (resolve(), true) }));
    return this.#arrived / (performance.now() - this.#first);
  }

  // Settles when so few bytes of what has been begun are still to come.
  nearly(left) {
    return new Promise((resolve) =>
      this.#waiting.push({ enough: () => this.#expected - this.#arrived <= left, resolve: () => (resolve(), true) }),
    );
  }
}

// What runtime/pack.py packed: {name: bytes}.
export function unpack(bytes) {
  const start = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) + 4;
  const index = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)));
  let at = start;
  return Object.fromEntries(Object.entries(index).map(([name, size]) => [name, bytes.subarray(at, (at += size))]));
}
