// The first script to run: the page's head imports it while the style sheets come. Once the page has painted, Python's
// workers start if a demo is near; then the theme's script runs, and the page's other parts are laid out: both would hold
// back the paint, and Python, for as long as they take.
import "./early.js";
import { painted } from "./painted.js";
import { after } from "./pause.js";
import { preview } from "./preview.js";
import { frugal, python, returning } from "./python.js";
import { hush, prepare } from "./spared.js";
import { loaded } from "./theme.js";

const NEAR = 300; // pixels below the screen, as for the figures
const SOON = 300; // ms that Python waits for the previews
const PATIENCE = 1500; // ms that the theme waits for Python's first picture, unless the reader wants something
const REST = 100; // ms for that picture to be painted, and for what else comes with the end of a start
const WANTED = ["pointerdown", "pointermove", "keydown", "focusin", "wheel"];

// Where this finds no demo, or the reader saves data, the figures start Python themselves when it is their time. The
// previews go first: they are a hundredth of its bytes, and all that a reader has until it answers. Where the service
// worker is in charge, both are kept, and Python is there so soon that they wait for a reader who turns a knob sooner.
async function startPython() {
  const demo = document.querySelector("knob-demo");
  if (!(demo?.getBoundingClientRect().top < innerHeight + NEAR)) return;
  if (!returning()) await Promise.race([preview(demo.dataset.preview), after(SOON)]);
  python.start().catch(() => {}); // a figure tells
}

async function runTheme() {
  await prepare();
  const script = document.createElement("script");
  script.src = document.getElementById("theme").href;
  const end = hush();
  script.onload = () => (end(), loaded());
  script.onerror = end;
  document.head.append(script);
}

// Python's start needs this thread, and the processors. But the first move of a pointer brings at once what a click may
// want.
function timely() {
  const wanted = WANTED.map((type) => new Promise((resolve) => addEventListener(type, resolve, { once: true })));
  return Promise.race([python.answered.then(() => after(REST)), after(PATIENCE), ...wanted]);
}

const parsed = () =>
  document.readyState === "loading"
    ? new Promise((resolve) => document.addEventListener("readystatechange", resolve, { once: true }))
    : null;

await painted;
const started = frugal() ? null : startPython();
await parsed();
await started;
await timely();
runTheme();
