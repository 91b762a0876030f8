// The code that runs, to be changed: an editor in place of the printed code, and a worker of its own for what is written
// there. Stopping that worker ends an endless loop, and loses nothing else. What is written never travels in a link.
import { lost } from "./build.js";
import { Python } from "./python.js";

export class Code {
  #demo;
  #editor = null;
  #python = null;
  #original = "";
  #running = ""; // the code that trains at present; empty: the demo's own
  #printed = ""; // what that code has printed last
  #tries = 0; // how often the editor could not be fetched: a browser may not ask again for the same address

  constructor(demo) {
    this.#demo = demo;
    for (const what of ["edit", "run", "stop", "original"]) demo.part(what).onclick = () => this[what]();
  }

  // Whom the figure asks, and what it adds to its questions.
  get python() {
    return this.#running ? this.#python : null;
  }

  get question() {
    return this.#running ? { code: this.#running } : {};
  }

  // What stands in the editor.
  get text() {
    return this.#editor.text;
  }

  set text(text) {
    this.#editor.text = text;
  }

  // The editor is fetched when it is first wanted.
  async edit() {
    const address = new URL("../editor/editor.js", import.meta.url);
    if (this.#tries) address.search = `again=${this.#tries}`;
    try {
      const { open } = await import(address.href);
      this.#say("");
      this.#open(open);
    } catch {
      this.#tries++;
      this.#say(await lost("The editor", "Press the button to try again."));
    }
  }

  #open(open) {
    const printed = this.#demo.part("code").querySelector(".highlight pre");
    this.#original = printed.textContent;
    this.#editor = open(this.#demo.part("editor"), this.#original, () => this.run());
    this.#demo.part("code").classList.add("kd-editing");
    this.#editor.focus();
  }

  run() {
    this.#editor.mark(0);
    this.#python ??= new Python({ sandbox: true });
    this.#running = this.#editor.text;
    this.#printed = "";
    this.#say("Running your code.");
    this.#demo.player.pause();
    this.#demo.ask();
  }

  stop() {
    this.#python?.stop("it was stopped");
    this.#python = null;
    this.#running = "";
    this.#say("Stopped. The figure runs its own code; yours still stands here.");
  }

  original() {
    this.#editor.text = this.#original;
    this.#editor.mark(0);
    const ran = this.#running;
    this.#running = "";
    this.#say("");
    if (ran) this.#demo.ask();
  }

  // What an answer to the reader's code says besides the picture. What was printed stands until other code runs or other
  // words are printed: a run is told in several answers, and only the first may have printed something.
  heard({ error, printed }, code) {
    if (code !== this.#running) return;
    this.#printed = printed || this.#printed;
    if (error) this.#editor.mark(error.line, error.message);
    const line = error?.line ? `line ${error.line}: ` : "";
    const wrong = error && `${line}${error.kind === "setting" ? error.field : error.kind}: ${error.message}`;
    if (error?.kind === "MemoryError") return this.#spent(wrong);
    this.#say([wrong, this.#printed && `It printed: ${this.#printed}`].filter(Boolean).join("\n") || "This is your code.");
  }

  // The worker did not answer: it was stopped, or it came to its end by itself.
  failed(reason) {
    this.#python = null;
    this.#running = "";
    this.#say(`Your code does not run: ${reason}. The figure runs its own code again; yours still stands here.`);
  }

  // Memory that Python has once taken it does not give back: its worker goes.
  #spent(reason) {
    this.#python?.stop(reason);
    this.failed(reason);
    this.#demo.ask();
  }

  #say(words) {
    this.#demo.part("told").textContent = words;
  }
}
