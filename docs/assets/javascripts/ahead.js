// A link to an entry names the figure that stands there (glossary/hints.py). Where Python already runs, it trains that
// figure's first picture while the page is on its way.
import { frugal, python } from "./python.js";

const FIRST = 1000; // ms of training, as for the picture itself
let asked = "";

function ahead({ target, ctrlKey, metaKey, shiftKey }) {
  const question = target.closest?.("a[data-ahead]")?.dataset.ahead;
  if (!question || question === asked || ctrlKey || metaKey || shiftKey || !python.live || frugal()) return;
  asked = question;
  python.ask({ ...JSON.parse(question), budget: FIRST }).catch(() => {}); // the figure itself will ask, and tell
}

// A press comes a tenth of a second before the click; a keyboard has only that.
for (const type of ["pointerdown", "click"]) document.addEventListener(type, ahead, { capture: true, passive: true });
