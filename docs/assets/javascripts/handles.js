// Points of a picture that can be dragged: each moves one knob or two, which also stand among the sliders.

import { Places } from "./places.js";

const WIDTH = 320; // units of a chart's own width
const REACH = 24; // units around the point that count as taking hold of it

// The value at a share of an axis, between its neighbours among values at even steps.
const between = (values, share) => {
  const place = Math.min(Math.max(share, 0), 1) * (values.length - 1);
  const i = Math.min(Math.floor(place), values.length - 2);
  return values[i] + (place - i) * (values[i + 1] - values[i]);
};

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
    panel.addEventListener("pointerdown", (event) => this.#take(panel, event));
    panel.addEventListener("pointermove", (event) => panel.hasPointerCapture(event.pointerId) && this.#drag(panel, i, event));
  }

  // The pointer's place in units of the chart.
  #at(panel, { clientX, clientY }) {
    const chart = panel.querySelector("svg.chart").getBoundingClientRect();
    const unit = WIDTH / chart.width;
    return [(clientX - chart.left) * unit, (clientY - chart.top) * unit];
  }

  // The ring itself says where it is, in a picture of Python's and in a preview alike.
  #take(panel, event) {
    const grip = panel.querySelector(".grip").getBoundingClientRect();
    const middle = { clientX: grip.left + grip.width / 2, clientY: grip.top + grip.height / 2 };
    const [[px, py], [x, y]] = [this.#at(panel, event), this.#at(panel, middle)];
    if (Math.hypot(px - x, py - y) > REACH) return;
    event.preventDefault();
    panel.setPointerCapture(event.pointerId);
  }

  #drag(panel, i, event) {
    const { knobs, box, x, y } = this.#handles[i];
    const [left, top, width, height] = box;
    const [px, py] = this.#at(panel, event);
    const values = [between(x, (px - left) / width), between(y, 1 - (py - top) / height)];
    this.#demo.turn(Object.fromEntries(knobs.map((name, k) => [name, this.#demo.form.stop(name, values[k])])));
  }
}
