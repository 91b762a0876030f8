// The first script to run: the page's head imports it while the style sheets come. Once the page has painted, Python's
// workers start if a demo is near; then the theme's script runs, which would hold back the paint for as long as it takes.
import "./early.js";
import { painted } from "./painted.js";
import { frugal, python } from "./python.js";
import { loaded } from "./theme.js";

const NEAR = 300; // pixels below the screen, as for the figures
const PATIENCE = 500; // ms that the theme waits for the worker, whose start needs this thread

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
  script.onload = loaded;
  document.body.append(script);
}

const parsed = () =>
  document.readyState === "loading"
    ? new Promise((resolve) => document.addEventListener("readystatechange", resolve, { once: true }))
    : null;

if (!frugal()) python.prepare();
await painted;
if (!frugal()) startPython();
await parsed();
await Promise.race([python.begun, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
runTheme();
