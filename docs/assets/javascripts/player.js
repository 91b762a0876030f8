// Play, pause, step: they move the epoch along its stops. At first the stops are single epochs; later they lie further
// apart, as the slider's logarithmic scale does. A demo that walks through batches can also step from batch to batch.

const PACES = { slow: 250, normal: 1000 / 30, fast: 0 }; // ms a stop; fast waits for nothing but the picture
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Player {
  #demo;
  #playing = false;
  #last = 0;
  #end = 0; // the epoch to stop at
  #arrived = true;
  #batches = 0; // how many the present epoch has, as far as is known
  batch = 0; // the step looked at within the epoch that follows; 0: none

  constructor(demo) {
    this.#demo = demo;
  }

  get playing() {
    return this.#playing;
  }

  get #epoch() {
    return this.#demo.form.settings.epochs;
  }

  get #stops() {
    return this.#demo.form.stops("epochs");
  }

  #chosen(what) {
    return this.#demo.querySelector(`.kd-pace [data-pace="${what}"]:checked`)?.value;
  }

  toggle() {
    this.#playing ? this.pause() : this.play();
  }

  // From the end, play starts over. Where less motion is wanted, it goes to the end in one go.
  play(end = this.#stops.at(-1)) {
    this.#end = end;
    if (still.matches) return this.#go(end);
    if (this.#epoch >= end || (!this.#demo.busy && this.#demo.frame?.epoch < this.#epoch)) this.#go(this.#stops[0]);
    this.#playing = true;
    this.#arrived = !this.#demo.busy; // an answer still on its way is not the end of a run
    this.#label();
    requestAnimationFrame((now) => this.#tick(now));
  }

  pause() {
    this.#playing = false;
    this.#label();
  }

  step() {
    this.pause();
    if (this.#chosen("step") === "batch" || this.batch) return this.#stepBatch();
    this.#go(Math.min(this.#epoch + 1, this.#stops.at(-1)));
  }

  // After the last batch the next epoch is there.
  #stepBatch() {
    if (this.batch && this.batch >= this.#batches) return this.#go(Math.min(this.#epoch + 1, this.#stops.at(-1)));
    this.batch += 1;
    this.#demo.ask();
  }

  // Turning any knob leaves the batch that was looked at.
  moved() {
    this.batch = 0;
  }

  #label() {
    const button = this.#demo.part("play");
    button.textContent = this.#playing ? "Pause" : "Play";
    button.classList.toggle("kd-playing", this.#playing);
  }

  #go(epochs) {
    this.#arrived = false;
    this.#demo.turn({ epochs });
  }

  // The next epoch is asked for only once the last one has been seen.
  #tick(now) {
    if (!this.#playing) return;
    if (this.#arrived && now - this.#last >= PACES[this.#chosen("speed") ?? "normal"] - 2) {
      this.#last = now;
      const next = this.#stops.find((stop) => stop > this.#epoch);
      if (next === undefined || this.#epoch >= this.#end) return this.pause();
      this.#go(Math.min(next, this.#end));
    }
    requestAnimationFrame((later) => this.#tick(later));
  }

  // A run that has diverged ends here: there are no later epochs to play. An answer about another epoch than the
  // present one was overtaken on its way, and says nothing.
  shown({ epoch, done, batch }, asked) {
    if (asked !== this.#epoch) return;
    this.#batches = batch?.of ?? 0;
    this.#arrived = done || epoch === asked; // a survey may still be going on beside it
    if (this.#playing && done && epoch < this.#epoch) this.pause();
  }
}
