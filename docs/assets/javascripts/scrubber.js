// The loss chart is the scrubber: pressing, dragging or arrow keys on it set the epoch for every panel, and pointing
// at it reads the values there. The build says where on the chart each stop of the epochs slider lies.

const WIDTH = 320; // units of a chart's own width

export class Scrubber {
  #demo;
  #places;
  #bubble = document.createElement("output");
  #pointing = null;
  #asking = false;

  constructor(demo, { panels, places }) {
    this.#demo = demo;
    this.#places = places;
    this.#bubble.className = "kd-peek";
    this.#bubble.hidden = true;
    demo.part("panels").append(this.#bubble);
    const all = demo.querySelectorAll(".kd-panel");
    for (const i of panels) this.#listen(all[i]);
  }

  #listen(panel) {
    panel.classList.add("kd-scrubs");
    panel.tabIndex = 0;
    panel.role = "group";
    panel.ariaLabel = "Loss by epoch: arrow keys move the epoch";
    panel.onpointerdown = (event) => this.#press(panel, event);
    panel.onpointermove = (event) => this.#move(panel, event);
    panel.onpointerleave = () => this.#leave();
    panel.onkeydown = (event) => this.#key(event);
  }

  // Which stop of the epochs slider lies nearest to the pointer.
  #stop(panel, { clientX }) {
    const chart = panel.querySelector("svg.chart").getBoundingClientRect();
    const at = ((clientX - chart.left) / chart.width) * WIDTH;
    let best = 0;
    this.#places.forEach((place, i) => Math.abs(place - at) < Math.abs(this.#places[best] - at) && (best = i));
    return this.#demo.form.stops("epochs")[best];
  }

  #press(panel, event) {
    if (event.button !== 0) return;
    panel.setPointerCapture(event.pointerId);
    this.#set(this.#stop(panel, event));
  }

  #move(panel, event) {
    const epoch = this.#stop(panel, event);
    if (panel.hasPointerCapture(event.pointerId)) this.#set(epoch);
    this.#pointing = { panel, epoch };
    this.#peek();
  }

  #leave() {
    this.#pointing = null;
    this.#bubble.hidden = true;
  }

  #set(epochs) {
    this.#demo.player.pause();
    if (this.#demo.form.settings.epochs !== epochs) this.#demo.turn({ epochs });
  }

  #key(event) {
    const stops = this.#demo.form.stops("epochs");
    const now = stops.findLastIndex((stop) => stop <= this.#demo.form.settings.epochs);
    const moves = { ArrowRight: now + 1, ArrowUp: now + 1, ArrowLeft: now - 1, ArrowDown: now - 1, Home: 0, End: stops.length - 1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    this.#set(stops[Math.max(0, Math.min(stops.length - 1, moves[event.key]))]);
  }

  // One question at a time; what the pointer has left meanwhile is not asked for.
  async #peek() {
    if (this.#asking || !this.#demo.python.live || this.#demo.busy) return;
    this.#asking = true;
    try {
      const { panel, epoch } = this.#pointing;
      const { peek } = await this.#demo.python.ask({ ...this.#demo.question, peek: epoch });
      if (this.#pointing?.panel === panel) this.#show(panel, peek);
    } catch {
      this.#bubble.hidden = true; // the figure says what is wrong with Python
    } finally {
      this.#asking = false;
      if (this.#pointing && this.#pointing.epoch !== this.#shown) this.#peek();
    }
  }

  #shown = null;

  #show(panel, peek) {
    this.#shown = this.#pointing.epoch;
    this.#bubble.hidden = !peek;
    if (!peek) return;
    this.#bubble.textContent = peek.words;
    const [chart, room] = [panel.getBoundingClientRect(), this.#demo.part("panels").getBoundingClientRect()];
    const at = chart.left - room.left + (this.#places[this.#demo.form.stops("epochs").indexOf(this.#shown)] / WIDTH) * chart.width;
    const half = this.#bubble.offsetWidth / 2;
    this.#bubble.style.left = `${Math.max(0, Math.min(room.width - 2 * half, at - half))}px`;
    this.#bubble.style.top = `${chart.top - room.top}px`;
  }
}
