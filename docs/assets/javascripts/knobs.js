// The way in: the one script a page loads. It teaches the browser our elements, and keeps pages for later.
import { KnobCalculator } from "./knob-calculator.js";
import { KnobChallenge } from "./knob-challenge.js";
import { KnobDemo } from "./knob-demo.js";
import { KnobPredict } from "./knob-predict.js";
import "./ahead.js";
import "./copying.js";
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

// A link that opens a calculator of this page with settings of its own: the theme would only look for an anchor.
function open(event) {
  const link = event.target.closest?.('a[href*="#"]');
  if (!link || link.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const part = document.querySelector(`knob-calculator[data-part="${CSS.escape(link.hash.slice(1).split("?")[0])}"]`);
  if (!part?.follow || !link.hash.includes("?")) return;
  event.preventDefault();
  event.stopPropagation();
  part.follow(link.hash);
}
document.addEventListener("click", open, { capture: true });

const elements = {
  "knob-calculator": KnobCalculator,
  "knob-challenge": KnobChallenge,
  "knob-demo": KnobDemo,
  "knob-predict": KnobPredict,
};
await painted; // a figure that wakes earlier would hold back the paint
for (const [name, kind] of Object.entries(elements)) if (!customElements.get(name)) customElements.define(name, kind);
tell();

begin();
