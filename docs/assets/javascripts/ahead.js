// A link to an entry names the figure that stands there (glossary/hints.py). Where Python already runs, it trains that
// figure's first picture while the page is on its way.
import { frugal, python } from "./python.js";

const FIRST = 1000; // ms of training, as for the picture itself
let asked = "";

function ahead({ type, target, pointerType, button, ctrlKey, metaKey, shiftKey }) {
  if (button || (type === "pointerdown" && pointerType !== "mouse")) return; // a touch may only scroll
  const question = target.closest?.("a[data-ahead]")?.dataset.ahead;
  if (!question || question === asked || ctrlKey || metaKey || shiftKey || !python.live || frugal()) return;
  asked = question;
  python.ask({ ...JSON.parse(question), budget: FIRST }).catch(() => {}); // the figure itself will ask, and tell
}

// A mouse's press comes a tenth of a second before the click; a touch and a keyboard have only that.
for (const type of ["pointerdown", "click"]) document.addEventListener(type, ahead, { capture: true, passive: true });
