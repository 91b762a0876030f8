// The theme says when a page is there: the first one, and each that comes in its place. Its script runs late (first.js).
//
// What it then takes up (copy buttons, where each heading stands) costs it a tenth of a second at once. So a page's picture
// goes first, and is painted; then the page's parts are laid out, one at a time; then the theme hears of the page.
import { whole } from "./parts.js";
import { after, frame } from "./pause.js";

const LOADED = "knobs:theme";
const PATIENCE = 500; // ms that it waits for the picture of a page that has come in place of another

export function whenShown(call) {
  if (globalThis.document$) document$.subscribe(call);
  else addEventListener(LOADED, () => document$.subscribe(call), { once: true });
}

// It waits for the page to be parsed before it takes up what is there; run later than that, it has missed it.
export function loaded() {
  if (!globalThis.document$) return;
  const shown = pacedly();
  dispatchEvent(new Event(LOADED));
  let told = false;
  document$.subscribe(() => (told = true)).unsubscribe();
  if (!told && performance.getEntriesByType("navigation")[0]?.domContentLoadedEventStart) shown(document, frame());
}

// Every page that the theme tells of is told when it is its time, unless another has come by then.
function pacedly() {
  const takeUp = document$.next.bind(document$);
  let latest;
  const shown = async (page, ready) => {
    const mine = (latest = {});
    await ready;
    await whole();
    if (mine === latest) takeUp(page);
  };
  document$.next = (page) => shown(page, drawn(page.querySelector("knob-demo")).then(frame));
  return shown;
}

const drawn = (demo) =>
  new Promise((resolve) => {
    if (!demo) return resolve();
    for (const type of ["kd-shown", "kd-failed"]) demo.addEventListener(type, resolve, { once: true });
    after(PATIENCE).then(resolve);
  });
