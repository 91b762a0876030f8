// <knob-predict>: a question asked before the demo answers it. Choosing, or skipping, plays the demo; then the line above
// the verdict says what was predicted and what happened, and the chosen option explains itself. Nobody has to answer.
//   data-state   asked | running | told
import { figure, pose, say } from "./asked.js";

const capital = (words) => words[0].toUpperCase() + words.slice(1);

export class KnobPredict extends HTMLElement {
  #go = null;
  #pointing = false;
  #said = "";
  #right = false;
  #target = null; // how the knobs stand when the answer is seen
  #demo = null;

  connectedCallback() {
    if (this.#go) return;
    this.#go = this.querySelector(".pose-go");
    this.#go.hidden = false;
    this.#go.onclick = () => this.#run();
    this.dataset.state = "asked";
    // Arrow keys choose on their way to another option: with them, the button runs it.
    this.addEventListener("pointerdown", () => (this.#pointing = true));
    this.addEventListener("keydown", () => (this.#pointing = false));
    this.addEventListener("change", () => this.#chosen());
  }

  disconnectedCallback() {
    this.#listen(null);
  }

  #chosen() {
    if (this.dataset.state === "told") return; // the other options are read, not predicted
    this.#go.textContent = "Run it";
    if (this.#pointing) this.#run();
  }

  #run() {
    const demo = figure(this);
    const choice = this.querySelector("input:checked");
    if (this.dataset.state !== "told") {
      this.#said = choice?.value ?? "";
      this.#right = Boolean(choice?.closest(".right"));
    }
    this.dataset.state = "running";
    this.#go.textContent = "Show it again";
    pose(demo, this);
    this.#listen(demo);
    say(demo, this.#said ? `You said ${this.#said}. Watch.` : "Watch.");
    this.#target = demo.try(this.dataset.try);
    if (demo.dataset.state === "failed") this.#failed();
  }

  #listen(demo) {
    for (const name of ["kd-shown", "kd-posed", "kd-failed"]) {
      this.#demo?.removeEventListener(name, this);
      demo?.addEventListener(name, this);
    }
    this.#demo = demo;
  }

  handleEvent({ type, detail }) {
    if (type === "kd-shown") this.#shown(detail);
    else if (type === "kd-failed") this.#failed();
    else if (detail !== this) this.#end();
  }

  // The play arrives, or ends early since the run has diverged; or the reader turns to something else, on the way
  // there or afterwards.
  #shown({ answer, settings, own }) {
    const away = Object.keys(settings).filter((name) => settings[name] !== this.#target[name]);
    const playing = this.dataset.state === "running" && !own && away.every((name) => name === "epochs");
    const over = away.length === 0 || answer.epoch < settings.epochs;
    if (playing && answer.done && over) {
      this.#target = settings;
      say(this.#demo, this.#outcome());
      this.#told();
    } else if (!playing && (own || away.length)) {
      say(this.#demo, "");
      this.#end();
    }
  }

  #outcome() {
    const { outcome } = this.dataset;
    if (!this.#said) return `${capital(outcome)}.`;
    return this.#right ? `As you said, ${outcome}.` : `You said ${this.#said}; ${outcome}.`;
  }

  #told() {
    this.dataset.state = "told";
    if (!this.#said) this.querySelector(".pose-answer").open = true;
  }

  // Without Python the build's words have to do.
  #failed() {
    say(this.#demo, "");
    const verdict = this.querySelector(".pose-verdict").cloneNode(true);
    this.querySelector(".pose-told").replaceChildren(`${this.#outcome()} `, verdict);
    this.#told();
    this.#end();
  }

  #end() {
    if (this.dataset.state === "running") this.dataset.state = "asked";
    this.#listen(null);
  }
}
