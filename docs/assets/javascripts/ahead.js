// A link to an entry names the figure that stands there (glossary/hints.py). Python trains its first picture before the
// reader is there: where it rests, for the links in sight, a little at a time; and at the latest while the page is on its
// way.
import { FIRST } from "./asking.js";
import { after } from "./pause.js";
import { frugal, python } from "./python.js";
import { whenShown } from "./theme.js";

const SLICE = 8; // ms of training at a time: whatever the reader turns waits for one slice and its picture at most
const SLICES = 12; // for one figure: most need fewer, and the few that train for seconds have got a start
const FIGURES = 6; // of those in sight: Python keeps 16, and this page's own are not to go for them
const REST = 500; // ms after a picture, or a new link in sight, before Python looks ahead
const QUIET = 50; // ms without a question; the scents ask more often

const links = "a[data-ahead]";
const inSight = new Set(); // links, of which several may lead to one entry
const trained = new Set();
let round = 0;
let timer = 0;
let pressed = "";

function press({ type, target, pointerType, button, ctrlKey, metaKey, shiftKey }) {
  if (button || (type === "pointerdown" && pointerType !== "mouse")) return; // a touch may only scroll
  const question = target.closest?.(links)?.dataset.ahead;
  if (!question || question === pressed || ctrlKey || metaKey || shiftKey || !python.live || frugal()) return;
  pressed = question;
  trained.add(question);
  python.ask({ ...JSON.parse(question), budget: FIRST }).catch(() => {}); // the figure itself will ask, and tell
}

// A mouse's press comes a tenth of a second before the click; a touch and a keyboard have only that.
for (const type of ["pointerdown", "click"]) document.addEventListener(type, press, { capture: true, passive: true });

function later() {
  round++;
  clearTimeout(timer);
  if (python.live && !frugal()) timer = setTimeout(look, REST);
}

async function look() {
  const mine = round;
  for (const question of [...new Set([...inSight].map((link) => link.dataset.ahead))].slice(0, FIGURES)) {
    for (let slice = 0; slice < SLICES && !trained.has(question); slice++) {
      await quiet();
      if (mine !== round || !python.live) return;
      const answer = await python.ask({ ...JSON.parse(question), budget: SLICE }).catch(() => null);
      if (answer?.done !== false) trained.add(question);
    }
    trained.add(question);
  }
}

// Until nobody has asked Python anything for a while.
async function quiet() {
  let before;
  do {
    before = python.asked;
    await after(QUIET);
  } while (python.asked !== before);
}

function seen(entries) {
  for (const { isIntersecting, target } of entries) inSight[isIntersecting ? "add" : "delete"](target);
  later();
}

document.addEventListener("kd-shown", later, { capture: true });
let sight = null;
whenShown(() => {
  sight?.disconnect();
  inSight.clear();
  sight = new IntersectionObserver(seen);
  for (const link of document.querySelectorAll(`article ${links}`)) sight.observe(link);
});
