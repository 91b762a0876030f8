// The one script of a demo on somebody else's page: the demo, and nothing else of the site. The link back carries the
// knobs as the reader has turned them.
import { KnobDemo } from "./knob-demo.js";
import { link } from "./take.js";

customElements.define("knob-demo", KnobDemo);

addEventListener("click", ({ target }) => {
  const back = target.closest?.('a[target="_blank"]');
  const demo = document.querySelector("knob-demo");
  if (back && demo.form) back.hash = new URL(link(demo)).hash;
}, { capture: true });
