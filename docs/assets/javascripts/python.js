// The page's side of Python: one worker for the whole visit, one question at a time for each figure.
//
//   python.start()                 begin loading; harmless when begun already
//   await python.ready             settles when Python answers, or rejects with the reason in words
//   await python.ask(request)      one answer; rejects when the worker had to be replaced
//   python.onprogress(listener)    {stage, loaded, total} while Python starts

const SILENCE = 60_000; // ms without a sign of life, while starting, after which we give up
const STUCK = 20_000; // ms that one slice may take before its worker is replaced

export class Python {
  #sandbox;
  #worker = null;
  #ready = null;
  #settle = null;
  #silence = 0;
  #next = 1;
  #waiting = new Map();
  #listeners = new Set();
  live = false;

  // With `sandbox` the worker gives up what could reach beyond it, before any code of the reader's runs there.
  constructor({ sandbox = false } = {}) {
    this.#sandbox = sandbox;
  }

  get ready() {
    return this.#ready ?? Promise.reject(new Error("Python has not been started"));
  }

  onprogress(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start() {
    if (this.#ready) return this.#ready;
    this.#ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.#ready.catch(() => {}); // every figure has its own handler
    if (typeof WebAssembly !== "object") return this.#fail("this browser has no WebAssembly");
    try {
      this.#worker = this.#spawn();
    } catch (error) {
      return this.#fail(`the worker was refused (${error.message})`);
    }
    this.#listen();
    return this.#ready;
  }

  // Started from a blob, so that the page's Content-Security-Policy binds the worker too; there the list of files is
  // asked for before the worker's own script has come.
  #spawn() {
    const [manifest, script] = ["../python/manifest.json", "./worker.js"].map((path) => new URL(path, import.meta.url).href);
    const begin = `self.sandbox = ${this.#sandbox};
      self.manifest = fetch(${JSON.stringify(manifest)});
      self.manifest.catch(() => {});
      import(${JSON.stringify(script)}).catch((error) => self.postMessage({ failed: error.message }));`;
    const blob = new Blob([begin], { type: "text/javascript" });
    return new Worker(URL.createObjectURL(blob), { type: "module", name: "python" });
  }

  #listen() {
    this.#alive();
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = (event) => this.#fail(event.message || "the worker's script did not load");
  }

  #hear(message) {
    if (message.progress) {
      this.#alive();
      for (const listener of this.#listeners) listener(message.progress);
    } else if (message.ready) {
      clearTimeout(this.#silence);
      this.live = true;
      this.#settle.resolve();
      if (!this.#sandbox) dispatchEvent(new CustomEvent("knobs:python", { detail: message.files })); // for offline.js: what to keep
    } else if (message.failed) {
      this.#fail(message.failed);
    } else {
      const question = this.#waiting.get(message.seq);
      this.#waiting.delete(message.seq);
      clearTimeout(question?.timer);
      question?.resolve(JSON.parse(message.answer));
    }
  }

  #alive() {
    clearTimeout(this.#silence);
    if (!this.live) this.#silence = setTimeout(() => this.#fail("nothing was heard for a minute"), SILENCE);
  }

  // Forget the worker, so that a retry starts afresh; every open question hears why.
  #fail(reason) {
    const error = new Error(reason);
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    this.#worker = null;
    this.live = false;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#waiting.clear();
    const settled = this.#ready;
    this.#settle.reject(error);
    this.#ready = null;
    return settled;
  }

  // End the worker; the next question starts a fresh one.
  stop(reason) {
    if (this.#ready) this.#fail(reason);
  }

  async ask(request) {
    await this.start();
    return new Promise((resolve, reject) => {
      const seq = this.#next++;
      const timer = setTimeout(() => this.#fail("an answer took too long, so Python was stopped"), STUCK);
      this.#waiting.set(seq, { resolve, reject, timer });
      this.#worker.postMessage({ seq, request: JSON.stringify(request) });
    });
  }
}

export const python = new Python();
