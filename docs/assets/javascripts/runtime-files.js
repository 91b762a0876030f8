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
  #streams = new Map();

  constructor(base, manifest, tell) {
    Object.assign(this, { base, manifest, tell });
  }

  address(role) {
    return new URL(this.manifest.entry[role], this.base).href;
  }

  // Begin to fetch, so that it arrives while something else is waited for.
  begin(...roles) {
    for (const role of roles) if (!this.#streams.has(role)) this.#streams.set(role, this.#open(role));
  }

  async #open(role) {
    const name = this.manifest.entry[role];
    this.#expected += this.manifest.files[name].bytes;
    const response = await this.#ask(role).catch((error) => {
      throw new Error(`${name} could not be fetched (${error.message})`);
    });
    if (!response.ok) throw new Error(`${name} could not be fetched (status ${response.status})`);
    return response.body.pipeThrough(this.#count());
  }

  // The core has been asked for before this script came: see python.js.
  #ask(role) {
    return (role === "wasm" && self.begun) || fetch(this.address(role), { cache: this.manifest.cache });
  }

  #count() {
    const transform = (chunk, controller) => {
      this.#first ||= performance.now();
      this.#arrived += chunk.byteLength;
      this.#progress();
      this.#waiting = this.#waiting.filter(({ enough, resolve }) => !(enough(this) && resolve()));
      controller.enqueue(chunk);
    };
    return new TransformStream({ transform });
  }

  #progress() {
    if (performance.now() < this.#told + OFTEN && this.#arrived < this.#expected) return;
    this.#told = performance.now();
    this.tell({ stage: "fetching", loaded: this.#arrived, total: this.#expected });
  }

  // A file's stream, unpacked; `whole` settles when all of it has come and has the right hash.
  async stream(role) {
    this.begin(role);
    const packed = await this.#streams.get(role);
    const [used, kept] = CHECKED ? packed.tee() : [packed];
    const whole = CHECKED ? this.#check(role, kept) : Promise.resolve();
    whole.catch(() => {}); // whoever waits for it has its own handler
    return { whole, body: used.pipeThrough(new DecompressionStream("gzip")) };
  }

  async #check(role, stream) {
    const name = this.manifest.entry[role];
    await check(name, await new Response(stream).arrayBuffer(), this.manifest.files[name].sha256);
  }

  // The core, compiled while it arrives.
  async core() {
    const { body, whole } = await this.stream("wasm");
    const headers = { "Content-Type": "application/wasm" }; // or it could not be compiled while it arrives
    const [core] = await Promise.all([WebAssembly.compileStreaming(new Response(body, { headers })), whole]);
    return core;
  }

  // The packages' libraries, compiled: [[name, module]].
  async libraries() {
    const packed = Object.entries(unpack(await this.bytes("libraries")));
    return Promise.all(packed.map(async ([name, bytes]) => [name, await WebAssembly.compile(bytes)]));
  }

  // All of a file, unpacked and checked.
  async bytes(role) {
    const { whole, body } = await this.stream(role);
    const [bytes] = await Promise.all([new Response(body).arrayBuffer(), whole]);
    return new Uint8Array(bytes);
  }

  // What has been asked for, by address: for offline.js.
  fetched() {
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
