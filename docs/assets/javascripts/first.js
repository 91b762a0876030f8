// The first script to run: the page's head imports it while the style sheets come. Once the page has painted, Python's
// workers start if a demo is near; then the page's other parts are laid out, and the theme's script runs: both would hold
// back the paint, and Python, for as long as they take.
import "./early.js";
import { painted } from "./painted.js";
import { whole } from "./parts.js";
import { frugal, python } from "./python.js";
import { loaded } from "./theme.js";

const NEAR = 300; // pixels below the screen, as for the figures
const PATIENCE = 1500; // ms that the theme waits for Python's first picture, unless the reader wants something
const WANTED = ["pointerdown", "pointermove", "keydown", "focusin", "wheel"];

// Where this finds no demo, or the reader saves data, the figures start Python themselves when it is their time.
function startPython() {
  const demo = document.querySelector("knob-demo");
  if (demo?.getBoundingClientRect().top < innerHeight + NEAR) python.start().catch(() => {}); // a figure tells
}

// The theme makes every address on the page absolute by writing it anew, and would so load style sheets and fonts a
// second time and lay the page out for it. All that it wants of them is to compare their text with the next page's.
const LOADED = 'link[rel="stylesheet"], link[rel="preload"], link[rel="modulepreload"]';

function spare(link) {
  const absolute = link.cloneNode();
  absolute.href = link.href;
  const { href, outerHTML } = absolute;
  Object.defineProperties(link, { href: { get: () => href, set() {} }, outerHTML: { get: () => outerHTML } });
}

function runTheme() {
  document.querySelectorAll(LOADED).forEach(spare);
  const script = document.createElement("script");
  script.src = document.getElementById("theme").href;
  script.onload = () => {
    globalThis.document$.subscribe(whole); // after each instant navigation
    loaded();
  };
  document.body.append(script);
}

// Python's start needs this thread, and the processor. The first move of a pointer brings what a click may want.
function pythonOrReader() {
  const wanted = WANTED.map((type) => new Promise((resolve) => addEventListener(type, resolve, { once: true })));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return Promise.race([python.answered, late, ...wanted]);
}

const parsed = () =>
  document.readyState === "loading"
    ? new Promise((resolve) => document.addEventListener("readystatechange", resolve, { once: true }))
    : null;

if (!frugal()) python.prepare();
await painted;
if (!frugal()) startPython();
await parsed();
await pythonOrReader();
await whole(); // the theme asks where each heading stands
runTheme();
