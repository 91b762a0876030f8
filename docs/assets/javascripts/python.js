// The page's side of Python: one worker for the whole visit, one question at a time for each figure.
//
//   python.start()                 begin loading; harmless when begun already
//   await python.ready             settles when Python answers, or rejects with the reason in words
//   await python.ask(request)      one answer; rejects when the worker had to be replaced
//   python.onprogress(listener)    {stage, loaded, total} while Python starts

import { spawn } from "./workers.js";

const SILENCE = 60_000; // ms without a sign of life, while starting, after which we give up
const STUCK = 20_000; // ms that one slice may take before its worker is replaced
const TICK = 1000; // ms

// A limit to waiting that counts only while the page runs: one that was put to sleep has not waited.
function limit(ms, call) {
  let ticks = ms / TICK;
  const ticking = setInterval(() => --ticks || (clearInterval(ticking), call()), TICK);
  return ticking;
}

// What a worker's last error says, without what a browser or a traceback puts in front of it.
const last = (message) => message.replace(/^Uncaught /, "").trim().split("\n").pop();

// The progress of a start: the sum of what its workers tell of theirs.
function added(arrived, worker, progress) {
  arrived.set(worker, progress);
  const sum = (key) => [...arrived.values()].reduce((total, one) => total + one[key], 0);
  return { stage: progress.stage, loaded: sum("loaded"), total: sum("total") };
}

// Who pays by the byte gets Python only for turning a knob.
export function frugal() {
  const line = navigator.connection;
  return Boolean(line?.saveData || /2g$/.test(line?.effectiveType ?? ""));
}

// Whether the service worker is in charge: then an earlier visit has kept what this page and Python begin with.
export const returning = () => Boolean(navigator.serviceWorker?.controller);

export class Python {
  #sandbox;
  #worker = null;
  #fetchers = []; // while Python starts
  #ready = null;
  #settle = null;
  #silence = 0;
  #next = 1;
  #waiting = new Map();
  #listeners = new Set();
  #cache = "default"; // after a failed start: "reload", for what is kept may be what was wrong
  #answered = () => {};
  live = false;
  asked = 0; // how many questions there have been
  answered = Promise.resolve(); // while Python starts: settles with its first answer, or when there will be none

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
    const ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.#ready = ready;
    ready.catch(() => {}); // every figure has its own handler
    this.answered = new Promise((resolve) => (this.#answered = resolve));
    if (typeof WebAssembly !== "object") return this.#fail("this browser has no WebAssembly");
    this.#alive();
    this.#spawn();
    return ready;
  }

  #spawn() {
    [this.#worker, ...this.#fetchers] = spawn({ sandbox: this.#sandbox, cache: this.#cache, kept: returning() && this.#cache === "default" });
    const arrived = new Map(); // what each worker has fetched, in bytes
    for (const one of [this.#worker, ...this.#fetchers]) {
      one.onmessage = ({ data }) => this.#hear(data.progress ? { progress: added(arrived, one, data.progress) } : data);
      one.onerror = (event) => this.#fail(last(event.message ?? "") || "the worker's script did not load");
    }
  }

  #hear(message) {
    if (message.progress) {
      this.#alive();
      for (const listener of this.#listeners) listener(message.progress);
    } else if (message.ready) {
      clearInterval(this.#silence);
      this.live = true;
      this.#settle.resolve();
    } else if (message.files) {
      this.#ends();
      if (!this.#sandbox) dispatchEvent(new CustomEvent("knobs:python", { detail: message.files })); // for offline.js: what to keep
    } else if (message.failed) {
      this.#fail(message.failed);
    } else {
      this.#answered();
      const question = this.#waiting.get(message.seq);
      this.#waiting.delete(message.seq);
      clearInterval(question?.timer);
      Promise.resolve(message.answer).then(JSON.parse).then(question?.resolve, question?.reject);
    }
  }

  #alive() {
    clearInterval(this.#silence);
    if (!this.live) this.#silence = limit(SILENCE, () => this.#fail("nothing was heard for a minute"));
  }

  // Python has all that it needed of them, or never will.
  #ends() {
    for (const one of this.#fetchers.splice(0)) one.terminate();
  }

  // Forget the worker, so that a retry starts afresh; every open question hears why.
  #fail(reason) {
    const error = new Error(reason);
    clearInterval(this.#silence);
    this.#ends();
    this.#worker?.terminate();
    this.#worker = null;
    this.#cache = this.live ? "default" : "reload";
    this.live = false;
    for (const { reject, timer } of this.#waiting.values()) {
      clearInterval(timer);
      reject(error);
    }
    this.#waiting.clear();
    const settled = this.#ready;
    this.#answered();
    this.#settle.reject(error);
    this.#ready = null;
    return settled;
  }

  // End the worker; the next question starts a fresh one.
  stop(reason) {
    if (this.#ready) this.#fail(reason);
  }

  async ask(request) {
    this.asked++;
    await this.start();
    return new Promise((resolve, reject) => {
      const seq = this.#next++;
      const timer = limit(STUCK, () => this.#fail("an answer took too long, so Python was stopped"));
      this.#waiting.set(seq, { resolve, reject, timer });
      this.#worker.postMessage({ seq, request: JSON.stringify(request) });
    });
  }
}

export const python = new Python();
