// A figure's questions to Python. The figure pulls: at most one question is on its way, not asking is pausing, and only the
// latest settings count.
import { python } from "./python.js";
import { tamed } from "./tame.js";

const SLICE = 8; // ms of training before a picture; the rest of a frame goes to drawing it
export const FIRST = 1000; // ms for the first one, which is not to show an earlier epoch than the picture it replaces

export class Asking {
  #demo;
  #changed = false;
  #quiet = null;
  busy = false; // a picture of the present settings is still on its way

  constructor(demo) {
    this.#demo = demo;
  }

  // Ask for a picture of the present settings; while one is on its way, remember that there is more to ask.
  async ask() {
    this.#changed = true;
    if (this.busy) return;
    this.busy = true;
    try {
      if (!python.live) await this.#starting();
      while (this.#changed && this.#demo.isConnected) await this.#once();
    } catch (error) {
      this.#demo.failed(error);
    } finally {
      this.busy = false;
    }
  }

  // The figure has left the page.
  leave() {
    this.#quiet?.();
    this.#quiet = null;
  }

  async #once() {
    this.#changed = false;
    const demo = this.#demo;
    const budget = demo.dataset.from === "python" ? SLICE : FIRST;
    const question = { ...demo.question, ...demo.looks, budget };
    const own = demo.code.python;
    const asked = (own ?? python).ask(question);
    const answer = await (own ? asked.then(tamed) : asked).catch((error) => this.#lost(own, error));
    if (!demo.isConnected || !answer) return;
    if (own) demo.code.heard(answer, question.code);
    try {
      demo.show(answer, question, Boolean(own));
    } catch (error) {
      return this.#lost(own, error); // the reader's code may have made it
    }
    if (answer.done === false && !this.#changed) {
      this.#changed = true;
      await new Promise(requestAnimationFrame);
    }
  }

  // The worker of the reader's own code is gone: the figure goes on with its own.
  #lost(own, error) {
    if (!own) throw error;
    if (this.#demo.code.python === own) this.#demo.code.failed(error.message);
    this.#changed = true;
  }

  async #starting() {
    const { dataset, picture } = this.#demo;
    dataset.state = "starting";
    picture.say("Starting Python …");
    this.#quiet ??= python.onprogress(({ stage, loaded, total }) => {
      if (dataset.state !== "starting") return;
      const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
      if (stage === "fetching") picture.say(`Starting Python: ${megabytes(loaded)} of ${megabytes(total)} MB`);
      else picture.say("Starting Python: importing");
    });
    await python.start();
  }
}
