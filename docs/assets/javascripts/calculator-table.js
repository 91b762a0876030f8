// The table of accelerators: sorted and filtered by what its cells say, which Python has worked out.

const bySize = (a, b) => (a === "" ? 1 : b === "" ? -1 : Number(a) - Number(b));
const byName = (a, b) => a.localeCompare(b);

export class CalculatorTable {
  #element;
  #form;
  #body;
  #columns;

  constructor(element, form) {
    this.#element = element;
    this.#form = form;
    this.#body = element.querySelector("tbody");
    this.#columns = [...element.querySelectorAll("th[data-column]")];
    for (const head of this.#columns) head.querySelector("button").onclick = () => this.#turn(head.dataset.column);
  }

  // A click sorts by a column; another one turns the order round.
  #turn(column) {
    const now = this.#form.get("sort");
    this.#form.set({ sort: now === column ? `${column}-down` : column });
    this.#form.input("sort").dispatchEvent(new Event("input", { bubbles: true }));
  }

  arrange() {
    const [column, down] = this.#form.get("sort").split("-");
    const head = this.#columns.find((each) => each.dataset.column === column);
    const at = head.cellIndex;
    const compare = column === "name" ? byName : bySize;
    const by = (row) => row.cells[at].dataset.by;
    const rows = [...this.#body.rows].sort((a, b) => {
      const [one, other] = [by(a), by(b)];
      const known = one !== "" && other !== "";
      return compare(one, other) * (down && known ? -1 : 1) || byName(a.dataset.row, b.dataset.row);
    });
    if (rows.some((row, i) => row !== this.#body.rows[i])) this.#put(rows);
    for (const each of this.#columns) each.setAttribute("aria-sort", each !== head ? "none" : down ? "descending" : "ascending");
    this.#filter(rows);
  }

  // Moving the focused field would take its focus away.
  #put(rows) {
    const focused = this.#body.contains(document.activeElement) ? document.activeElement : null;
    this.#body.append(...rows);
    focused?.focus({ preventScroll: true });
  }

  #filter(rows) {
    const words = this.#form.get("find").toLowerCase().split(/\s+/).filter(Boolean);
    const [kind, runs] = [this.#form.get("kind"), this.#form.get("runs")];
    for (const row of rows) {
      const text = row.dataset.words.toLowerCase();
      const found = words.every((word) => text.includes(word)) && (kind === "any" || row.dataset.kind === kind);
      row.hidden = !found || (runs === "can" && !row.querySelector(".kc-use a"));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    this.#element.querySelector(".kc-count").textContent = `${shown} of ${rows.length} rows shown`;
  }
}
