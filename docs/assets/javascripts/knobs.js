// The way in: the one script a page loads. It teaches the browser the element <knob-demo>, and keeps pages for later.
import { KnobDemo } from "./knob-demo.js";
import { tell } from "./early.js";
import "./find.js";
import "./hint.js";
import { begin } from "./offline.js";
import { painted } from "./painted.js";

// Words in the prose that turn knobs: <a class="kd-try" href="#figure" data-try="learning_rate=0.21">.
// Heard before the theme, which would take the link for a page to fetch.
function turn(event) {
  const words = event.target.closest?.("a.kd-try");
  const demo = words && document.querySelector(`${words.hash} knob-demo`);
  if (!demo?.try) return;
  event.preventDefault();
  event.stopPropagation();
  demo.try(words.dataset.try);
}
document.addEventListener("click", turn, { capture: true });

await painted; // a figure that wakes earlier would hold back the paint
if (!customElements.get("knob-demo")) customElements.define("knob-demo", KnobDemo);
tell();

begin();
