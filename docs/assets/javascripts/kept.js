// Runs that the reader keeps: each stays as a faint labelled line in the loss chart, and as a row of a small table
// from which it can be brought back.

const MOST = 4;

export class Kept {
  #demo;
  #runs = [];

  constructor(demo) {
    this.#demo = demo;
  }

  get settings() {
    return this.#runs.map((run) => run.settings);
  }

  keep() {
    const { form, frame } = this.#demo;
    if (!frame) return; // nothing has been trained here yet
    const settings = form.settings;
    const same = JSON.stringify(settings);
    this.#runs = this.#runs.filter((run) => JSON.stringify(run.settings) !== same);
    this.#runs.push({ settings, words: `${frame.verdict.regime} ${frame.numbers}` });
    this.#change(this.#runs.slice(-MOST));
  }

  // The figure shows new numbers of a run that was kept while it still trained, or that a link brought.
  shown(settings, { verdict, numbers }) {
    const same = JSON.stringify(settings);
    const run = this.#runs.find((each) => JSON.stringify(each.settings) === same);
    if (!run || this.#demo.player.batch) return;
    run.words = `${verdict.regime} ${numbers}`;
    run.said.textContent = run.words;
  }

  // Runs that a link brought along.
  bring(all) {
    this.#change(all.slice(-MOST).map((settings) => ({ settings, words: "from the link" })));
  }

  #change(runs) {
    this.#runs = runs;
    const table = this.#demo.part("kept");
    table.hidden = runs.length === 0;
    table.querySelector("tbody").replaceChildren(...runs.map((run) => this.#row(run)));
    this.#demo.ask();
  }

  #row(run) {
    const row = document.createElement("tr");
    row.insertCell().append(this.#words(run.settings));
    run.said = row.insertCell();
    run.said.append(run.words);
    const [back, away] = ["Restore", "Remove"].map((word) =>
      Object.assign(document.createElement("button"), { type: "button", textContent: word }),
    );
    back.onclick = () => this.#demo.turn(run.settings);
    away.onclick = () => this.#change(this.#runs.filter((other) => other !== run));
    row.insertCell().append(back, " ", away);
    return row;
  }

  // What a run has otherwise than the figure's opening, and always its epochs.
  #words(settings) {
    const { form, opening } = this.#demo;
    return Object.entries(settings)
      .filter(([name, value]) => name === "epochs" || value !== opening[name])
      .map(([name, value]) => `${form.title(name)} ${form.say(name, value)}`)
      .join(", ");
  }
}
