// The way in: the one script a page loads. It teaches the browser the element <knob-demo>.
import { KnobDemo } from "./knob-demo.js";
import "./hint.js";

// Words in the prose that turn knobs: <a class="kd-try" href="#figure" data-try="learning_rate=0.21">.
document.addEventListener("click", (event) => {
  const words = event.target.closest?.("a.kd-try");
  const demo = words && document.querySelector(`${words.hash} knob-demo`);
  if (!demo?.try) return;
  event.preventDefault();
  demo.try(words.dataset.try);
});

if (!customElements.get("knob-demo")) customElements.define("knob-demo", KnobDemo);
