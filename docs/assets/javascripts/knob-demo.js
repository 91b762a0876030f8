// <knob-demo>: a picture made at build, its knobs, and Python in a worker that draws newer pictures in its place.
//
// The element pulls: at most one question is on its way, not asking is pausing, and only the latest settings count.
//   data-state   static | starting | live | failed
//   data-from    build | preview | python       where the picture shown came from
import { KnobForm } from "./knob-form.js";
import { Player } from "./player.js";
import { python } from "./python.js";

const SLICE = 8; // ms of training before a picture; the rest of a frame goes to drawing it
const FIRST = 1000; // ms for the first one, which is not to show an earlier epoch than the picture it replaces
const SETTLED = 600; // ms of rest before the verdict is spoken

export class KnobDemo extends HTMLElement {
  #asking = false;
  #changed = false;
  #error = null;
  #spoken = 0;

  connectedCallback() {
    if (this.form) return;
    const data = JSON.parse(this.dataset.knobs);
    this.opening = Object.fromEntries(Object.entries(data.knobs).map(([name, knob]) => [name, knob.value]));
    this.form = new KnobForm(this.querySelector("form"), data.knobs, (name) => this.#turned(name));
    this.player = new Player(this);
    this.form.paint();
    this.form.mark(data.marks, (name, value) => this.turn({ [name]: value }));
    this.#buttons();
    this.#resize = new ResizeObserver(() => this.form.respread());
    this.#resize.observe(this);
    this.#near = new IntersectionObserver(([entry]) => entry.isIntersecting && this.#approach(), { rootMargin: "300px" });
    this.#near.observe(this);
  }

  disconnectedCallback() {
    this.player?.pause();
    this.#near?.disconnect();
    this.#resize?.disconnect();
    this.#quiet?.();
  }

  #near = null;
  #resize = null;
  #quiet = null;

  // Whether a picture of the present settings is still on its way.
  get busy() {
    return this.#asking;
  }

  part(name) {
    return this.querySelector(`.kd-${name}`);
  }

  #buttons() {
    this.part("step").onclick = () => this.player.step();
    this.part("play").onclick = () => this.player.toggle();
    this.part("reset").onclick = () => (this.player.pause(), this.turn(this.opening));
    this.part("mend").onclick = () => this.turn(this.mend ?? JSON.parse(this.part("mend").dataset.settings));
    this.part("open").onclick = () => this.#more();
    this.part("table").ontoggle = () => this.ask();
  }

  #more() {
    const more = this.part("more");
    more.hidden = !more.hidden;
    this.part("open").ariaExpanded = String(!more.hidden);
    this.part("open").textContent = more.hidden ? "More knobs" : "Fewer knobs";
    this.form.respread();
  }

  // Near the screen, and the browser has painted and is idle: time to start Python.
  #approach() {
    this.#near.disconnect();
    const idle = globalThis.requestIdleCallback ?? ((call) => setTimeout(call, 200));
    idle(() => this.isConnected && this.ask(), { timeout: 1000 });
  }

  // Set knobs as if the reader had turned them.
  turn(settings) {
    for (const [name, value] of Object.entries(settings)) this.form.set(name, value);
    this.ask();
  }

  #turned(name) {
    if (name === "epochs") this.player.pause();
    this.ask();
  }

  // Ask for a picture of the present settings; while one is on its way, remember that there is more to ask.
  async ask() {
    this.#changed = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      if (!python.live) await this.#starting();
      while (this.#changed && this.isConnected) await this.#once();
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#asking = false;
    }
  }

  async #once() {
    this.#changed = false;
    const settings = this.form.settings;
    const { figure, demo, from } = this.dataset;
    const budget = from === "python" ? SLICE : FIRST;
    const answer = await python.ask({ figure, demo, settings, budget, table: this.part("table").open });
    if (!this.isConnected) return;
    this.#show(answer);
    if (answer.done === false && !this.#changed) {
      this.#changed = true;
      await new Promise(requestAnimationFrame);
    }
  }

  async #starting() {
    this.dataset.state = "starting";
    this.#say("Starting Python …");
    this.#quiet ??= python.onprogress(({ stage, loaded, total }) => {
      if (this.dataset.state !== "starting") return;
      const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
      if (stage === "fetching") this.#say(`Starting Python: ${megabytes(loaded)} of ${megabytes(total)} MB`);
      else this.#say("Starting Python: importing");
    });
    await python.start();
  }

  // An answer is a picture, or the reason why there is none: then the last good picture stays.
  #show(answer) {
    this.#alert(answer.error ? `${answer.error.field ? `${answer.error.field}: ` : ""}${answer.error.message}` : "");
    if (this.dataset.state !== "live") {
      this.dataset.state = "live";
      this.#say("Live: Python in this page");
    }
    if (answer.error) return;
    this.frame = answer;
    const panels = this.querySelectorAll(".kd-panel");
    answer.panels.forEach((svg, i) => (panels[i].innerHTML = svg));
    this.#verdict(answer.verdict);
    this.form.mark(answer.marks, (name, value) => this.turn({ [name]: value }));
    if (answer.table) this.#table(answer.table);
    this.dataset.from = "python";
    this.player.shown(answer);
  }

  #verdict({ regime, html, text, tone, mend }) {
    const word = this.part("regime");
    word.className = `kd-regime kd-${tone}`;
    word.textContent = regime;
    this.part("said").innerHTML = html;
    this.mend = mend?.settings;
    this.part("mend").hidden = !mend;
    this.part("mend").textContent = mend?.label ?? "";
    clearTimeout(this.#spoken);
    this.#spoken = setTimeout(() => (this.part("announce").textContent = `${regime} ${text}`), SETTLED);
  }

  #table({ head, rows }) {
    const row = (cells, kind) => {
      const line = document.createElement("tr");
      line.append(...cells.map((cell) => Object.assign(document.createElement(kind), { textContent: cell })));
      return line;
    };
    this.querySelector(".kd-table thead").replaceChildren(row(head, "th"));
    this.querySelector(".kd-table tbody").replaceChildren(...rows.map((cells) => row(cells, "td")));
  }

  #failed(error) {
    this.dataset.state = "failed";
    this.player.pause();
    this.#say("Not live");
    this.#alert(`Python cannot run here: ${error.message}. The picture shown is the last good one.`, true);
  }

  #alert(words, retry = false) {
    if (words === this.#error) return;
    this.#error = words;
    const message = this.part("message");
    message.hidden = !words;
    message.textContent = words;
    if (!retry) return;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Try again" });
    button.onclick = () => (this.#alert(""), this.ask());
    message.append(" ", button);
  }

  #say(words) {
    this.part("state").textContent = words;
  }
}
