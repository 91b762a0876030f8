// <knob-calculator>: a form, and what follows from it. The build has written the case that it opens on; from then on
// Python in the worker answers with pieces of the page, and each is put into its slot.
//   data-state   static | starting | live | failed
//   data-from    build | python       where the numbers shown came from
import { CalculatorForm } from "./calculator-form.js";
import * as link from "./calculator-link.js";
import { CalculatorTable } from "./calculator-table.js";
import { python } from "./python.js";
import { save } from "./take.js";

const MOVED = 300; // ms within which the theme may scroll a page that it has just put in place to where another one was
const SETTLED = 600; // ms of rest before a result is spoken, and the address is written

export class KnobCalculator extends HTMLElement {
  #asking = false;
  #changed = false;
  #timer = 0;
  #slots = new Map();
  #near = null;
  #quiet = null;
  #path = location.pathname;
  #back = () => location.pathname === this.#path && this.#open(link.read(this.dataset.part) ?? []);

  // The theme may put the element in place more than once: it is made once, and watched each time.
  connectedCallback() {
    if (!this.form) this.#make();
    this.#near.observe(this);
    addEventListener("popstate", this.#back);
  }

  disconnectedCallback() {
    this.#near?.disconnect();
    this.#quiet?.();
    removeEventListener("popstate", this.#back);
  }

  #make() {
    this.opening = JSON.parse(this.dataset.opening);
    for (const slot of this.querySelectorAll("[data-slot]")) this.#slots.set(slot.dataset.slot, slot);
    this.form = new CalculatorForm(this.querySelector("form"), this.opening, () => this.#turned());
    this.table = this.querySelector(".kc-table") && new CalculatorTable(this, this.form);
    this.#buttons();
    const seen = (entries) => entries.some((entry) => entry.isIntersecting) && this.#approach();
    this.#near = new IntersectionObserver(seen, { rootMargin: "300px" });
    this.table?.arrange();
    this.#read();
  }

  part(name) {
    return this.querySelector(`.kc-${name}`);
  }

  get busy() {
    return this.#asking;
  }

  #buttons() {
    this.part("more").onclick = () => this.#more();
    this.part("reset").onclick = () => (this.form.open([]), this.#turned());
    this.part("link").onclick = () => this.#copy();
    this.part("csv").onclick = () => this.#csv();
    this.addEventListener("click", ({ target }) => target.matches(".kc-mend") && this.#mend(target.dataset.set));
  }

  #more(open = this.part("further").hidden) {
    this.part("further").hidden = !open;
    this.part("more").ariaExpanded = String(open);
    this.part("more").textContent = open ? "Less" : "More";
  }

  #mend(words) {
    const settings = Object.fromEntries(new URLSearchParams(words));
    this.form.set(settings);
    this.#turned();
    const [name] = Object.keys(settings);
    if (this.form.field(name).closest(".kc-further")) this.#more(true);
    this.form.input(name).focus(); // the button goes
  }

  // Near the screen: start Python when the browser is idle. Who pays by the byte gets it only for a change.
  #approach() {
    this.#near.disconnect();
    if (this.dataset.state === "live") return;
    if (navigator.connection?.saveData) return this.#say("Change a field to start Python");
    const idle = globalThis.requestIdleCallback ?? ((call) => setTimeout(call, 200));
    idle(() => this.isConnected && this.ask(), { timeout: 1000 });
  }

  // ---- the address ----------------------------------------------------------------------------------------------

  // Set the fields as the address says.
  #read() {
    const settings = link.read(this.dataset.part);
    if (settings) this.#open(settings);
    if (!link.first(this.dataset.part)) return;
    this.scrollIntoView({ block: "start" });
    setTimeout(() => this.isConnected && this.scrollIntoView({ block: "start" }), MOVED);
  }

  #open(settings) {
    const unknown = this.form.open(settings);
    this.#alert(unknown.length ? `The link was not quite right: there is no ${unknown.join(", ")}.` : "");
    if (settings.some(([name]) => this.form.field(name)?.closest(".kc-further"))) this.#more(true);
    this.table?.arrange();
    this.ask();
  }

  // A link on this page to this part.
  follow(hash) {
    history.pushState(history.state, "", hash);
    this.#open(link.read(this.dataset.part, hash) ?? []);
    this.scrollIntoView({ block: "start" });
  }

  async #copy() {
    clearTimeout(this.#timer);
    link.write(this.dataset.part, this.form.changes);
    await navigator.clipboard?.writeText(location.href).catch(() => {}); // it stands in the address bar in any case
    this.#flash(this.part("link"), "Copied");
  }

  async #csv() {
    const asked = python.ask({ ...this.#question, csv: true });
    const { csv, errors } = await asked.catch(({ message }) => this.#alert(`That could not be made: ${message}.`) ?? {});
    if (errors) return this.form.tell(errors);
    if (csv === undefined) return;
    save(`${this.dataset.part}.csv`, csv, "text/csv");
    this.#flash(this.part("csv"), "Saved");
  }

  #flash(button, word) {
    const before = button.textContent;
    button.textContent = word;
    setTimeout(() => (button.textContent = before), 1500);
  }

  // ---- asking ---------------------------------------------------------------------------------------------------

  get #question() {
    return { calculator: this.dataset.part, fields: this.form.texts };
  }

  #turned() {
    this.table?.arrange();
    clearTimeout(this.#timer);
    // A reader may have left meanwhile: the theme changes the address first, and the page when it has come.
    const { pathname } = location;
    const here = () => this.isConnected && location.pathname === pathname;
    this.#timer = setTimeout(() => here() && link.write(this.dataset.part, this.form.changes), SETTLED);
    if (this.dataset.state !== "failed") this.ask(); // then it waits for the reader's "Try again"
  }

  // Ask for the present texts; while an answer is on its way, remember that there is more to ask.
  async ask() {
    this.#changed = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      if (!python.live) await this.#starting();
      while (this.#changed && this.isConnected) {
        this.#changed = false;
        this.#show(await python.ask(this.#question));
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#asking = false;
    }
  }

  async #starting() {
    this.dataset.state = "starting";
    this.#say("Starting Python …");
    this.#quiet ??= python.onprogress(({ stage, loaded, total }) => {
      if (this.dataset.state !== "starting") return;
      const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
      this.#say(stage === "fetching" ? `Starting Python: ${megabytes(loaded)} of ${megabytes(total)} MB` : "Starting Python");
    });
    await python.start();
  }

  #show(answer) {
    this.dataset.state = "live";
    const wrong = Object.keys(answer.errors ?? {});
    this.toggleAttribute("data-wrong", wrong.length > 0); // what is shown is of other settings
    if (!answer.errors) this.form.remark(answer.remarks);
    this.form.tell(answer.errors ?? {});
    if (wrong.length) return this.#wrong(answer.errors);
    this.#say("Live: Python in this page");
    for (const [name, html] of Object.entries(answer.slots)) {
      const slot = this.#slots.get(name);
      if (slot.innerHTML !== html) slot.innerHTML = html;
    }
    for (const [name, by] of Object.entries(answer.sorts)) this.#slots.get(name).dataset.by = by ?? "";
    this.form.prepare(answer.own);
    this.table?.arrange();
    this.dataset.from = "python";
    this.#speak(answer.spoken);
  }

  #wrong(errors) {
    this.#say("Not calculated: see the marked field");
    if (errors[""]) this.#alert(errors[""]);
    const further = Object.keys(errors).some((name) => this.form.field(name)?.closest(".kc-further"));
    if (further) this.#more(true);
    this.#speak(Object.values(errors).join(" "));
  }

  #speak(words) {
    clearTimeout(this.spoken);
    this.spoken = setTimeout(() => (this.part("announce").textContent = words), SETTLED);
  }

  #say(words) {
    this.part("state").textContent = words;
  }

  #alert(words, again = null) {
    const message = this.part("message");
    message.hidden = !words;
    message.textContent = words;
    if (!again) return;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Try again" });
    button.onclick = () => (this.#alert(""), again());
    message.append(" ", button);
  }

  #failed(error) {
    this.dataset.state = "failed";
    this.#say("Not live");
    const what = this.dataset.from === "python" ? "Python has stopped" : "Python cannot run here";
    this.#alert(`${what}: ${error.message}. The numbers shown are of the case named above them.`, () => this.ask());
  }
}
