// <knob-challenge>: something to reach with the demo's knobs. Python judges each picture; this keeps the best try of the
// visit, and says in the line above the verdict what is still missing.
import { figure, pose, say } from "./asked.js";

const bests = new Map(); // by page and challenge; gone with the visit

export class KnobChallenge extends HTMLElement {
  #go = null;
  #back = null;
  #demo = null; // while the challenge is on

  connectedCallback() {
    if (this.#go) return;
    [this.#go, this.#back] = [".pose-go", ".pose-back"].map((name) => this.querySelector(name));
    this.#go.hidden = false;
    this.#go.onclick = () => (this.#demo ? this.#leave() : this.#begin());
    this.#back.onclick = () => (this.#demo || this.#begin(), this.#demo.turn(this.#best.settings));
    this.#tellBest();
  }

  disconnectedCallback() {
    this.#off();
  }

  get #key() {
    return `${location.pathname} ${this.dataset.challenge}`;
  }

  get #best() {
    return bests.get(this.#key);
  }

  #begin() {
    const demo = figure(this);
    pose(demo, this);
    demo.addEventListener("kd-shown", this);
    demo.addEventListener("kd-posed", this);
    this.#demo = demo;
    this.#go.textContent = "Leave it";
    demo.goal = JSON.parse(this.dataset.goal);
    demo.player.pause();
    demo.turn({ ...demo.opening, ...demo.meant(this.dataset.from) });
    this.#say("Your turn.");
    demo.see();
  }

  #leave() {
    const demo = this.#demo;
    this.#off();
    say(demo, "");
  }

  #off() {
    if (!this.#demo) return;
    this.#demo.goal = null;
    for (const name of ["kd-shown", "kd-posed"]) this.#demo.removeEventListener(name, this);
    this.#demo = null;
    this.#go.textContent = "Take it up";
  }

  handleEvent({ type, detail }) {
    if (type === "kd-posed") return detail === this || this.#off();
    const { answer, settings } = detail;
    if (!answer.goal) return; // still training
    const { met, words, score, scored } = answer.goal;
    if (met && !(this.#best?.score <= score)) bests.set(this.#key, { score, scored, settings });
    this.#say(`${words}${this.#record(met && score <= this.#best.score)}`);
    this.#tellBest();
  }

  #say(words) {
    say(this.#demo, words, this.#button);
  }

  // How the try stands beside the best one of this visit, and the best one known.
  #record(isBest) {
    if (!isBest) return this.#best ? ` Best so far: ${this.#best.scored}.` : "";
    return this.#best.score <= Number(this.dataset.par) ? " Nothing better is known here." : " Your best so far.";
  }

  #button = Object.assign(document.createElement("button"), {
    type: "button",
    textContent: "Leave",
    ariaLabel: "Leave the challenge",
    onclick: () => this.#leave(),
  });

  #tellBest() {
    this.#back.hidden = !this.#best;
    this.querySelector(".pose-told").textContent = this.#best ? `Your best so far: ${this.#best.scored}.` : "";
  }
}
