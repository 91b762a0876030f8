// The way in: the one script a page loads. It teaches the browser the element <knob-demo>.
import { KnobDemo } from "./knob-demo.js";
import "./hint.js";

if (!customElements.get("knob-demo")) customElements.define("knob-demo", KnobDemo);
