// A knob may be turned before the figures wake: what was turned is told to them then.
const turned = new Set();
const note = ({ target }) => target.closest?.("knob-demo") && turned.add(target);
addEventListener("input", note);

// On a slow line a knob may be turned even before this script has come: then it stands otherwise than the build has it.
const changed = (input) =>
  input.type === "radio" ? input.checked && !input.defaultChecked : input.value !== input.defaultValue || input.checked !== input.defaultChecked;

export function look() {
  for (const input of document.querySelectorAll("knob-demo form input")) if (changed(input)) turned.add(input);
}

export function tell() {
  removeEventListener("input", note);
  for (const input of turned) input.dispatchEvent(new Event("input", { bubbles: true }));
}
