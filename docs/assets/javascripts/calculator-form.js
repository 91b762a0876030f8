// The fields of one calculator: texts in and out, messages beside them. What a text means, Python says.

export class CalculatorForm {
  #fields = new Map(); // name -> the element that holds label, input and message
  #opening;

  constructor(form, opening, changed) {
    this.#opening = opening;
    for (const field of form.querySelectorAll("[data-field]")) {
      this.#fields.set(field.dataset.field, field);
      const said = field.querySelector(".kc-said");
      said.dataset.rest = said.textContent;
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", ({ target }) => target.name && (this.arrange(), changed(target.name)));
  }

  input(name) {
    return this.#fields.get(name)?.querySelector("input, select");
  }

  field(name) {
    return this.#fields.get(name);
  }

  get(name) {
    return this.input(name).value;
  }

  // Fields are asked for only where another field's value calls for them.
  arrange() {
    for (const field of this.#fields.values()) {
      const [other, value] = (field.dataset.when ?? "").split("=");
      if (other) field.hidden = this.get(other) !== value || this.#fields.get(other).hidden;
    }
  }

  // The texts of all fields that are asked for.
  get texts() {
    const asked = [...this.#fields].filter(([, field]) => !field.dataset.when || !field.hidden);
    return Object.fromEntries(asked.map(([name]) => [name, this.get(name)]));
  }

  // What differs from the opening.
  get changes() {
    return Object.entries(this.texts).filter(([name, text]) => text !== this.#opening[name]);
  }

  // Set fields, all others as they open; return the names that mean nothing here.
  open(settings) {
    for (const [name, text] of Object.entries(this.#opening)) this.input(name).value = text;
    const unknown = [];
    for (const [name, text] of settings) {
      const input = this.input(name);
      const offered = input?.options ? [...input.options].some(({ value }) => value === text) : input;
      if (offered) input.value = text;
      else unknown.push(name.slice(0, 40));
    }
    this.arrange();
    return unknown;
  }

  set(settings) {
    for (const [name, text] of Object.entries(settings)) this.input(name).value = text;
    this.arrange();
  }

  // What "your own" opens on: the figures of what is chosen now.
  prepare(own) {
    for (const [name, text] of Object.entries(own)) {
      const field = this.#fields.get(name);
      if (field?.hidden) this.input(name).value = text;
    }
  }

  // Words that stand under fields while nothing is wrong with them: a remark on their present values, or their help.
  remark(remarks) {
    for (const [name, field] of this.#fields) {
      const said = field.querySelector(".kc-said");
      said.dataset.rest = remarks[name] ?? said.dataset.help ?? "";
    }
  }

  // Messages at the fields that are wrong, and none at the others.
  tell(errors) {
    for (const [name, field] of this.#fields) {
      const said = field.querySelector(".kc-said");
      const wrong = name in errors;
      said.textContent = errors[name] ?? said.dataset.rest ?? said.textContent;
      said.classList.toggle("kc-wrong", wrong);
      this.input(name).setAttribute("aria-invalid", String(wrong));
    }
  }
}
