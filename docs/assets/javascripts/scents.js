// The scent of each slider: the outcome over its whole range, in the room above the track. Python computes it in small
// slices while the reader rests; whatever the reader turns comes first.
import { after } from "./pause.js";

const REST = 250; // ms without a turn before the first slice
const SLICE = 1.5; // ms of work at a time, so that a turn hardly waits for one
const BREATH = 6; // ms between two slices: most turns then meet none at all
const SVG = "http://www.w3.org/2000/svg";

export class Scents {
  #demo;
  #knobs;
  #timer = 0;
  #round = 0; // what belongs to an earlier round is dropped

  constructor(demo, knobs) {
    this.#demo = demo;
    this.#knobs = knobs;
  }

  // A picture of new settings: what is drawn may hold no longer, and is drawn again once there is time.
  later() {
    const round = ++this.#round;
    this.#demo.form.dim(this.#knobs);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#go(round), REST);
  }

  // Only the sliders that are seen; the others follow when they are opened.
  async #go(round) {
    const { form } = this.#demo;
    for (const name of this.#knobs.filter((knob) => form.shown(knob))) {
      const scent = await this.#ask(name, round);
      if (!scent) return;
      form.scent(name, this.#picture(scent));
    }
  }

  async #ask(scent, round) {
    while (round === this.#round && this.#demo.isConnected && this.#demo.python.live) {
      if (this.#demo.busy || this.#demo.player.playing) return this.later();
      const answer = await this.#demo.python.ask({ ...this.#demo.question, scent, budget: SLICE }).catch(() => null);
      if (round !== this.#round || !answer || answer.error) return null;
      if (answer.scent) return answer.scent;
      await after(BREATH);
    }
    return null;
  }

  #picture({ path, words, ink }) {
    const svg = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({ viewBox: "0 0 100 16", preserveAspectRatio: "none", role: "img", "aria-label": words }))
      svg.setAttribute(name, value);
    const shape = document.createElementNS(SVG, "path");
    shape.setAttribute("d", path);
    shape.setAttribute("class", ink);
    svg.append(shape);
    return svg;
  }
}
