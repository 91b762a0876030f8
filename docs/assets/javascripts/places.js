// Data points that belong to the reader: drag one, double-click to add one, drag one out to take it away. The list of all
// points is the value of a knob, which can also be written by hand. The picture says where the points lie.

const WIDTH = 320; // units of a chart's own width
const REACH = 16; // units around a point that count as taking hold of it
const KEPT = 50; // how many changes can be taken back

const round = (value) => Math.round(value * 100) / 100;
const inside = (value, [low, high]) => round(Math.min(Math.max(value, low), high));

export class Places {
  #demo;
  #panel;
  #now; // {knob, box, x, y, points}, as the latest picture has it
  #held = -1; // the point under the pointer, by its place in the list
  #before = []; // values of the knob to go back to

  constructor(demo, panel, now) {
    this.#demo = demo;
    this.#panel = panel;
    this.follow(now);
    panel.classList.add("kd-drags", "kd-placing");
    panel.addEventListener("pointerdown", (event) => this.#take(event));
    panel.addEventListener("pointermove", (event) => this.#held >= 0 && this.#drag(event));
    panel.addEventListener("pointerup", () => (this.#held = -1));
    panel.addEventListener("pointercancel", () => (this.#held = -1));
    panel.addEventListener("dblclick", (event) => this.#add(event));
    this.#undo.onclick = () => this.#back();
  }

  // While a point is held, the list is the page's: an older picture must not put it back.
  follow(now) {
    if (now && this.#held < 0) this.#now = now;
  }

  get #undo() {
    return this.#demo.form.row(this.#now.knob).querySelector(".kd-undo");
  }

  // The pointer's place in the units of the axes.
  #at({ clientX, clientY }) {
    const chart = this.#panel.querySelector("svg.chart").getBoundingClientRect();
    const unit = WIDTH / chart.width;
    const { box, x, y } = this.#now;
    const [left, top, width, height] = box;
    const [across, down] = [(clientX - chart.left) * unit - left, (clientY - chart.top) * unit - top];
    return {
      point: [x[0] + (across / width) * (x[1] - x[0]), y[1] - (down / height) * (y[1] - y[0])],
      out: across < -REACH || across > width + REACH || down < -REACH || down > height + REACH,
    };
  }

  #nearest(at) {
    const { box, x, y, points } = this.#now;
    const far = ([px, py]) =>
      Math.hypot(((px - at[0]) / (x[1] - x[0])) * box[2], ((py - at[1]) / (y[1] - y[0])) * box[3]);
    const best = points.reduce((least, point, i) => (far(point) < far(points[least]) ? i : least), 0);
    return points.length && far(points[best]) <= REACH ? best : -1;
  }

  #take(event) {
    if (event.button !== 0) return;
    const held = this.#nearest(this.#at(event).point);
    if (held < 0) return;
    event.preventDefault();
    this.#panel.setPointerCapture(event.pointerId);
    this.#remember();
    this.#held = held;
  }

  #drag(event) {
    const { point, out } = this.#at(event);
    const points = [...this.#now.points];
    if (out && points.length > 2) {
      points.splice(this.#held, 1);
      this.#held = -1;
    } else points[this.#held] = [inside(point[0], this.#now.x), inside(point[1], this.#now.y)];
    this.#set(points);
  }

  #add(event) {
    const { point, out } = this.#at(event);
    if (out || this.#nearest(point) >= 0) return;
    this.#remember();
    this.#set([...this.#now.points, [inside(point[0], this.#now.x), inside(point[1], this.#now.y)]]);
  }

  #set(points) {
    this.#now = { ...this.#now, points };
    this.#demo.turn({ [this.#now.knob]: points.map(([x, y]) => `${x},${y}`).join(" ") });
  }

  #remember() {
    this.#before = [...this.#before, this.#demo.form.settings[this.#now.knob]].slice(-KEPT);
    this.#undo.disabled = false;
  }

  #back() {
    this.#demo.turn({ [this.#now.knob]: this.#before.pop() });
    this.#undo.disabled = this.#before.length === 0;
  }
}
