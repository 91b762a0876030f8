// Points of a picture that can be dragged: each moves two knobs, which also stand among the sliders.

import { Places } from "./places.js";

const WIDTH = 320; // units of a chart's own width
const REACH = 24; // units around the point that count as taking hold of it

export class Handles {
  #demo;
  #handles = [];
  #places = {};

  constructor(demo, handles) {
    this.#demo = demo;
    this.follow(handles);
    demo.querySelectorAll(".kd-panel").forEach((panel, i) => this.#handles[i] && this.#begin(panel, i));
  }

  // A handle names the knobs that it moves; places name the one knob that holds them all.
  #begin(panel, i) {
    const handle = this.#handles[i];
    if (handle.points) this.#places[i] = new Places(this.#demo, panel, handle);
    else this.#listen(panel, i);
  }

  // The axes may have changed with the picture; a preview's picture brings no news of them.
  follow(handles) {
    if (!handles) return;
    this.#handles = handles;
    for (const [i, places] of Object.entries(this.#places)) places.follow(handles[i]);
  }

  #listen(panel, i) {
    panel.classList.add("kd-drags");
    panel.addEventListener("pointerdown", (event) => this.#take(panel, i, event));
    panel.addEventListener("pointermove", (event) => panel.hasPointerCapture(event.pointerId) && this.#drag(panel, i, event));
  }

  // The pointer's place in units of the chart.
  #at(panel, { clientX, clientY }) {
    const chart = panel.querySelector("svg.chart").getBoundingClientRect();
    const unit = WIDTH / chart.width;
    return [(clientX - chart.left) * unit, (clientY - chart.top) * unit];
  }

  #take(panel, i, event) {
    const { knobs, box, x, y } = this.#handles[i];
    const [left, top, width, height] = box;
    const [across, down] = knobs.map((name) => this.#demo.form.settings[name]);
    const place = [left + (width * (across - x[0])) / (x[1] - x[0]), top + (height * (y[1] - down)) / (y[1] - y[0])];
    const [px, py] = this.#at(panel, event);
    if (Math.hypot(px - place[0], py - place[1]) > REACH) return;
    event.preventDefault();
    panel.setPointerCapture(event.pointerId);
  }

  #drag(panel, i, event) {
    const { knobs, box, x, y } = this.#handles[i];
    const [left, top, width, height] = box;
    const [px, py] = this.#at(panel, event);
    const values = [x[0] + ((px - left) / width) * (x[1] - x[0]), y[1] - ((py - top) / height) * (y[1] - y[0])];
    this.#demo.turn(Object.fromEntries(knobs.map((name, k) => [name, this.#demo.form.stop(name, values[k])])));
  }
}
