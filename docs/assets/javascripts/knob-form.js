// The knobs of one figure: reading them, setting them, and the marks under a slider.
// A slider's handle rests on stops, values that the build worked out; the script never computes one.

const NUMBER = "-?(?:\\d+(?:\\.\\d+)?|\\.\\d+)"; // read in one way only, or a long line of digits would take for ever
const PLACED = new RegExp(`^(?:${NUMBER},${NUMBER}(?: |$))*$`); // x,y x,y …

const nearest = (stops, value) => {
  let best = 0;
  for (let i = 1; i < stops.length; i++) if (Math.abs(stops[i] - value) < Math.abs(stops[best] - value)) best = i;
  return best;
};

export class KnobForm {
  #laid = false; // whether the form has a width
  #knobs;
  #rows = new Map();

  constructor(form, knobs, changed) {
    this.#knobs = knobs;
    for (const row of form.querySelectorAll(".kd-knob")) this.#rows.set(row.dataset.knob, row);
    form.addEventListener("submit", (event) => event.preventDefault());
    // A list that is being written is read when it is finished.
    form.addEventListener("input", (event) => event.target.matches("textarea") || this.#read(event.target, changed));
    form.addEventListener("change", (event) => this.#read(event.target, changed));
  }

  get settings() {
    return Object.fromEntries(Object.entries(this.#knobs).map(([name, knob]) => [name, knob.value]));
  }

  title(name) {
    return this.#knobs[name].title;
  }

  say(name, value) {
    const { kind, zero, words } = this.#knobs[name];
    if (kind === "slider") return value === 0 && zero ? zero : String(value);
    if (kind === "placed") return value ? `${value.split(" ").length} placed points` : "drawn by the seed";
    return words?.[value] ?? (value ? "on" : "off");
  }

  stops(name) {
    return this.#knobs[name].stops;
  }

  // The row of a knob in the form.
  row(name) {
    return this.#rows.get(name);
  }

  // The stop nearest to a value.
  stop(name, value) {
    const { stops } = this.#knobs[name];
    return stops[nearest(stops, value)];
  }

  // A value from a link: on the slider, at its nearer end, or undefined where it means nothing.
  fit(name, text) {
    const { kind, stops, words } = this.#knobs[name];
    if (kind === "choice") return Object.hasOwn(words, text) ? text : undefined;
    if (kind === "placed") return PLACED.test(text) ? text : undefined;
    if (kind === "toggle") return text === "true" || (text === "false" ? false : undefined);
    const value = Number(text);
    if (text.trim() === "" || Number.isNaN(value)) return undefined;
    const inside = Math.min(Math.max(value, stops[0]), stops.at(-1));
    return stops.every(Number.isInteger) ? Math.round(inside) : inside;
  }

  #read(input, changed) {
    const row = input.closest(".kd-knob");
    if (!row) return; // how to play is no knob
    const name = row.dataset.knob;
    const knob = this.#knobs[name];
    const before = knob.value;
    if (input.type === "range") this.set(name, knob.stops[input.value]);
    else if (input.type === "number") this.#type(name, input);
    else if (input.matches("textarea")) this.set(name, input.value.trim().replace(/\s+/g, " "), input);
    else this.set(name, input.type === "checkbox" ? input.checked : input.value);
    if (knob.value !== before) changed(name);
  }

  // A typed number counts when it lies on the slider; otherwise the field says what does, and nothing moves.
  #type(name, input) {
    const { stops } = this.#knobs[name];
    const value = input.valueAsNumber;
    const [low, high] = [stops[0], stops.at(-1)];
    const fits = value >= low && value <= high;
    input.setCustomValidity(fits ? "" : `Use a number from ${low} to ${high}.`);
    if (!fits) return input.reportValidity();
    const whole = stops.every(Number.isInteger);
    this.set(name, whole ? Math.round(value) : value, input);
  }

  set(name, value, source = null) {
    const knob = this.#knobs[name];
    const row = this.#rows.get(name);
    knob.value = value;
    if (knob.kind === "slider") {
      const range = row.querySelector(".kd-range");
      const number = row.querySelector(".kd-number");
      range.value = nearest(knob.stops, value);
      range.ariaValueText = this.say(name, value);
      if (number !== source) number.value = value;
      number.setCustomValidity("");
      this.#fill(row);
    } else if (knob.kind === "choice") {
      for (const radio of row.querySelectorAll("input")) radio.checked = radio.value === value;
    } else if (knob.kind === "placed") {
      if (source === null) row.querySelector("textarea").value = value;
    } else row.querySelector("input").checked = value;
  }

  // The part of the track left of the handle is filled; browsers other than Firefox need to be told.
  #fill(row) {
    const range = row.querySelector(".kd-range");
    range.style.setProperty("--filled", `${(100 * range.value) / Math.max(1, range.max)}%`);
  }

  paint() {
    for (const row of this.#rows.values()) if (row.querySelector(".kd-range")) this.#fill(row);
  }

  // Whether a knob can be seen at present.
  shown(name) {
    return this.#rows.get(name).offsetParent !== null;
  }

  // The scent of a slider, and that it may hold no longer.
  scent(name, picture) {
    const place = this.#rows.get(name).querySelector(".kd-scent");
    place.replaceChildren(picture);
    place.classList.remove("kd-stale");
  }

  dim(names) {
    for (const name of names) this.#rows.get(name).querySelector(".kd-scent").classList.add("kd-stale");
  }

  // Marks are buttons: the exact value is often out of reach of a sliding handle.
  mark(marks, chosen) {
    const changed = [];
    for (const [name, list] of Object.entries(marks)) {
      const rail = this.#rows.get(name).querySelector(".kd-marks");
      const wanted = JSON.stringify(list);
      if (rail.dataset.shown === wanted) continue;
      rail.dataset.shown = wanted;
      rail.replaceChildren(...list.flatMap((mark) => this.#mark(name, mark, chosen)));
      changed.push(rail);
    }
    if (this.#laid) spread(changed);
  }

  #mark(name, mark, chosen) {
    const tick = document.createElement("i");
    tick.className = `kd-tick ${mark.ink}`;
    tick.style.left = `${100 * mark.place}%`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = `kd-mark ${mark.ink}`;
    button.textContent = mark.label;
    button.ariaLabel = `${mark.label}: set to ${mark.setting}`;
    button.dataset.place = mark.place;
    button.onclick = () => chosen(name, mark.setting);
    return [tick, button];
  }

  // When the form has got its width, or another one.
  respread() {
    this.#laid = true;
    spread([...this.#rows.values()].map((row) => row.querySelector(".kd-marks")).filter(Boolean));
  }
}

// Keep labels inside their rail and off each other, from the right to the left. All is measured before anything moves:
// a measure after a move would lay out the page again.
function spread(rails) {
  const measured = rails.map((rail) => {
    const buttons = [...rail.querySelectorAll("button")].sort((a, b) => b.dataset.place - a.dataset.place);
    return { width: rail.clientWidth, labels: buttons.map((button) => ({ button, wide: button.offsetWidth })) };
  });
  for (const { width, labels } of measured) {
    let room = width + 10;
    for (const { button, wide } of labels) {
      const left = Math.max(-10, Math.min(width * button.dataset.place - wide / 2, room - wide));
      button.style.left = `${left}px`;
      room = left - 6;
    }
  }
}
