// <knob-demo>: a picture made at build, its knobs, and Python in a worker that draws newer pictures in its place.
//
//   data-state   static | starting | live | failed
//   data-from    build | preview | python       where the picture shown came from
import { Asking } from "./asking.js";
import { replaced } from "./build.js";
import { Code } from "./code.js";
import { Handles } from "./handles.js";
import { Kept } from "./kept.js";
import { KnobForm } from "./knob-form.js";
import { Player } from "./player.js";
import { Picture } from "./picture.js";
import { Preview } from "./preview.js";
import { frugal, python, returning } from "./python.js";
import { Scents } from "./scents.js";
import { Scrubber } from "./scrubber.js";
import { readLink, take } from "./take.js";

export class KnobDemo extends HTMLElement {
  #asking = new Asking(this);

  // The theme may put the element in place more than once: it is made once, and watched each time.
  connectedCallback() {
    if (!this.form) this.#make();
    this.#resize.observe(this);
    this.#near.observe(this);
  }

  #make() {
    const data = JSON.parse(this.dataset.knobs);
    this.opening = Object.fromEntries(Object.entries(data.knobs).map(([name, knob]) => [name, knob.value]));
    this.form = new KnobForm(this.querySelector("form"), data.knobs, (name) => this.#turned(name));
    this.player = new Player(this);
    this.picture = new Picture(this);
    this.preview = new Preview(this.dataset.preview);
    this.kept = new Kept(this);
    this.handles = new Handles(this, data.handles);
    this.scrubber = new Scrubber(this, data.scrub);
    this.scents = new Scents(this, data.scents);
    this.code = new Code(this);
    this.form.paint();
    this.form.mark(data.marks, (name, value) => this.turn({ [name]: value }));
    this.#buttons();
    this.note = readLink(this);
    this.#resize = new ResizeObserver(() => this.form.respread());
    // One call may bring several entries: out of sight while the theme swaps pages, then in sight.
    const seen = (entries) => entries.some((entry) => entry.isIntersecting) && this.#approach();
    this.#near = new IntersectionObserver(seen, { rootMargin: "300px" });
  }

  disconnectedCallback() {
    this.player?.pause();
    this.#near?.disconnect();
    this.#resize?.disconnect();
    this.#asking.leave();
  }

  goal = null; // of a challenge that the reader has taken up
  #near = null;
  #resize = null;

  // Whether a picture of the present settings is still on its way.
  get busy() {
    return this.#asking.busy;
  }

  // The Python that trains here: the page's own, or that of the reader's code.
  get python() {
    return this.code.python ?? python;
  }

  // Whether the same settings are also run on many seeds.
  get seeds() {
    return this.part("seeds")?.checked ?? false;
  }

  // What every question to Python says: which figure, which demo, how its knobs stand.
  get question() {
    const { figure, demo } = this.dataset;
    return { figure, demo, settings: this.form.settings, ...this.code.question };
  }

  // And what the reader wants to see beside the picture.
  get looks() {
    return { kept: this.kept.settings, table: this.part("numbers").open, goal: this.goal, seeds: this.seeds, batch: this.player.batch };
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
    for (const button of this.querySelectorAll("[data-take]")) button.onclick = () => take(this, button);
    this.part("keep").onclick = () => this.kept.keep();
    this.part("numbers").ontoggle = () => this.ask();
    if (this.part("seeds")) this.part("seeds").onchange = () => this.ask();
  }

  #more() {
    const more = this.part("more");
    more.hidden = !more.hidden;
    this.part("open").ariaExpanded = String(!more.hidden);
    this.part("open").textContent = more.hidden ? "More" : "Less";
    this.form.respread();
    if (!more.hidden && python.live) this.scents.later();
  }

  // Near the screen, and the browser has painted: fetch the previews, if it will be long until Python answers; start it.
  // Who pays by the byte gets Python only for turning a knob.
  #approach() {
    this.#near.disconnect();
    if (this.dataset.state === "live") return;
    if (!python.live && !returning()) this.preview.fetch();
    if (frugal()) return this.picture.say("Turn a knob to start Python");
    this.ask();
  }

  // Set knobs as if the reader had turned them.
  turn(settings) {
    for (const [name, value] of Object.entries(settings)) this.form.set(name, value);
    this.#moved(Object.keys(settings).at(-1));
  }

  // The settings that words mean: learning_rate=0.21&epochs=60.
  meant(words) {
    return Object.fromEntries([...new URLSearchParams(words)].map(([name, text]) => [name, this.form.fit(name, text)]));
  }

  // Words in the prose: set the knobs as they say, the others as opened, and play up to the epoch they mean.
  try(words) {
    const settings = { ...this.opening, ...this.meant(words) };
    this.see();
    this.turn({ ...settings, epochs: 1 });
    this.player.play(settings.epochs);
    return settings;
  }

  // Bring the picture and the knobs under the reader's eyes, and no further than that.
  see() {
    const { top, bottom, height } = this.getBoundingClientRect();
    const head = parseFloat(getComputedStyle(this).scrollMarginTop);
    if (top >= Math.min(head, scrollY) && (bottom <= innerHeight || top <= innerHeight / 4)) return;
    this.scrollIntoView({ block: height + head <= innerHeight ? "nearest" : "start" });
  }

  #turned(name) {
    if (name === "epochs") this.player.pause();
    this.#moved(name);
  }

  #moved(name) {
    this.note = "";
    this.player.moved(name);
    if (!python.live) this.#foresee(name);
    if (this.dataset.state !== "failed") this.ask(); // then it waits for the reader's "Try again"
  }

  // Until Python answers, show the build's picture nearest to this knob, and say of which settings it is:
  // the other knobs as the figure opened, wherever the reader has turned them meanwhile.
  async #foresee(name) {
    const frame = await this.preview.at(name, this.form.settings[name]);
    if (!frame || python.live || this.dataset.from === "python" || !this.isConnected) return;
    this.#draw(frame);
    this.dataset.from = "preview";
    const value = `${this.form.title(name)} ${this.form.say(name, frame.value)}`;
    this.picture.foreseen(`Preview at ${value}, other knobs as opened`);
  }

  // Ask for a picture of the present settings.
  ask() {
    return this.#asking.ask();
  }

  // An answer is a picture, or the reason why there is none: then the last good picture stays.
  show(answer, { settings }, own) {
    const { field, message } = answer.error ?? {};
    this.picture.alert(message ? `${field ? `${field}: ` : ""}${message}` : this.note);
    if (this.dataset.state !== "live") {
      this.dataset.state = "live";
      this.picture.foreseen("");
      this.picture.say("Live: Python in this page");
    }
    if (answer.error) return;
    this.frame = answer;
    this.#draw(answer);
    if (answer.table) this.picture.table(answer.table);
    this.dataset.from = "python";
    this.player.shown(answer, settings.epochs);
    if (answer.done) this.scents.later();
    this.kept.shown(settings, answer);
    this.#tell("kd-shown", { answer, settings, own });
  }

  // To predictions and challenges, which ask about this figure: asked.js.
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #draw(frame) {
    this.picture.draw(frame);
    this.handles.follow(frame.handles);
    this.mend = frame.verdict.mend?.settings;
    this.form.mark(frame.marks, (name, value) => this.turn({ [name]: value }));
  }

  async failed(error) {
    this.dataset.state = "failed";
    this.player.pause();
    this.#tell("kd-failed");
    this.picture.say("Not live");
    const what = this.dataset.from === "python" ? "Python has stopped" : "Python cannot run here";
    const words = `${what}: ${error.message}. The picture shown is the last good one.`;
    this.picture.alert(words, () => this.ask());
    if (!(await replaced()) || this.dataset.state !== "failed") return;
    const newer = "There is a newer version of this site, and this page's files are gone.";
    this.picture.alert(newer, () => location.reload(), "Load it");
  }
}
