// Runs in the page before all else, in both pages: notes when what happens. The plain page sets `live` itself.
globalThis.seen = { paint: 0, lcp: 0, shift: 0, tasks: [], scripts: [] };

const observe = (type, note) => {
  const each = (list) => list.getEntries().forEach(note);
  new PerformanceObserver(each).observe({ type, buffered: true });
};
observe("paint", (entry) => (seen.paint ||= entry.startTime));
observe("largest-contentful-paint", (entry) => (seen.lcp = entry.startTime));
observe("layout-shift", (entry) => (seen.shift += entry.hadRecentInput ? 0 : entry.value));
observe("longtask", (entry) => seen.tasks.push([entry.startTime, entry.duration]));
observe("long-animation-frame", ({ scripts }) => {
  for (const { sourceURL, duration } of scripts) seen.scripts.push([sourceURL.split("/").at(-1), duration]);
});

// Live: drawn by Python.
addEventListener("DOMContentLoaded", () => {
  const demo = document.querySelector("knob-demo");
  if (!demo) return;
  const painted = () => requestAnimationFrame(() => (globalThis.live ??= performance.now()));
  const look = () => demo.dataset.from === "python" && painted();
  new MutationObserver(look).observe(demo, { attributes: true });
});

// A link as a reader finds it: in sight.
const link = (entry) => document.querySelector(`article a[href*="${entry}"]`);
globalThis.find = (entry) => link(entry).scrollIntoView({ block: "center" });

// From a link followed to the live picture of the page behind it.
globalThis.follow = (entry) =>
  new Promise((resolve) => {
    const start = performance.now();
    const before = document.querySelector("knob-demo");
    const look = () => {
      const demo = document.querySelector("knob-demo");
      const there = demo !== before && demo?.dataset.from === "python";
      there ? requestAnimationFrame(() => resolve(performance.now() - start)) : requestAnimationFrame(look);
    };
    link(entry).click();
    look();
  });

// From a knob turned to a picture of the new setting, whoever has drawn it.
globalThis.turn = (knob) =>
  new Promise((resolve) => {
    const demo = document.querySelector("knob-demo");
    const range = demo.querySelector(`[data-knob=${knob}] .kd-range`);
    const start = performance.now();
    const placed = () => requestAnimationFrame(() => resolve(performance.now() - start));
    new MutationObserver(placed).observe(demo.querySelector(".kd-panel"), { childList: true });
    range.value = range.max;
    range.dispatchEvent(new Event("input", { bubbles: true }));
  });

// Turned as soon as the page has painted and the knob is there.
globalThis.turnAtOnce = (knob) => {
  const look = () => {
    const there = seen.paint && document.querySelector(`[data-knob=${knob}] .kd-range`);
    there ? turn(knob).then((waited) => (globalThis.waited = waited)) : setTimeout(look, 1);
  };
  look();
};
