// A knob may be turned before the figures wake: what was turned is told to them then.
const turned = new Set();
const note = ({ target }) => target.closest?.("knob-demo") && turned.add(target);
addEventListener("input", note);

export function tell() {
  removeEventListener("input", note);
  for (const input of turned) input.dispatchEvent(new Event("input", { bubbles: true }));
}
