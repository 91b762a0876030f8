// What the figure shows and says: panels, verdict, table, the state of Python, and what went wrong.

const SETTLED = 600; // ms of rest before the verdict is spoken

export class Picture {
  #demo;
  #spoken = 0;
  #error = "";
  #state = "";
  #preview = ""; // which settings a preview is of

  constructor(demo) {
    this.#demo = demo;
  }

  draw({ panels, verdict }) {
    const places = this.#demo.querySelectorAll(".kd-panel");
    panels.forEach((svg, i) => (places[i].innerHTML = svg));
    this.#verdict(verdict);
  }

  // Spoken once the reader has come to rest, not at every frame.
  #verdict({ regime, html, text, tone, mend }) {
    const word = this.#demo.part("regime");
    const shown = () => `${word.textContent} ${this.#demo.part("said").textContent}`;
    const before = shown();
    word.className = `kd-regime kd-${tone}`;
    word.textContent = regime;
    this.#demo.part("said").innerHTML = html;
    this.#demo.part("mend").hidden = !mend;
    this.#demo.part("mend").textContent = mend?.label ?? "";
    if (shown() === before) return; // the same picture again, as when Python draws what the build drew
    clearTimeout(this.#spoken);
    this.#spoken = setTimeout(() => (this.#demo.part("announce").textContent = `${regime} ${text}`), SETTLED);
  }

  table({ head, rows, check }) {
    const row = (cells, kind) => {
      const line = document.createElement("tr");
      line.append(...cells.map((cell) => Object.assign(document.createElement(kind), { textContent: cell })));
      return line;
    };
    const table = this.#demo.part("numbers");
    this.#demo.part("check").textContent = check;
    table.querySelector("thead").replaceChildren(row(head, "th"));
    table.querySelector("tbody").replaceChildren(...rows.map((cells) => row(cells, "td")));
  }

  // A message in the figure, with a way to try again where there is one; no words take it away.
  alert(words, again = null, label = "Try again") {
    if (words === this.#error) return;
    this.#error = words;
    const message = this.#demo.part("message");
    message.hidden = !words;
    message.textContent = words;
    if (!again) return;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.onclick = () => (this.alert(""), again());
    message.append(" ", button);
  }

  foreseen(words) {
    this.#preview = words;
    this.say(this.#state);
  }

  say(words) {
    this.#state = words;
    this.#demo.part("state").textContent = [this.#preview, words].filter(Boolean).join(" \u00b7 ");
  }
}
