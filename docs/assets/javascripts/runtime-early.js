// Start Python at the first paint where a demo is near, while the theme's own scripts still run on the page's thread.
// Where this finds none, or the reader saves data, the figures start it themselves when it is their time.
import { python } from "./python.js";

const NEAR = 300; // pixels below the screen, as for the figures

function begin(_, observer) {
  observer.disconnect();
  const line = navigator.connection;
  if (line?.saveData || /2g$/.test(line?.effectiveType ?? "")) return;
  const demo = document.querySelector("knob-demo");
  if (demo && demo.getBoundingClientRect().top < innerHeight + NEAR) python.start().catch(() => {}); // a figure tells
}

new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
