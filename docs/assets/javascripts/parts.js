// The parts of a page below the first screen are laid out when the page is at rest, one at a time, so that none of them
// holds back the paint or Python's start, and the page is whole before a reader looks for anything in it. Until then a
// part that comes near the screen is laid out by the browser (content-visibility: site.css). theme.js says when.
const idle = globalThis.requestIdleCallback ?? ((call) => setTimeout(call, 50));
const LATE = 100; // ms after which a part is laid out though the browser finds no rest

export async function whole() {
  for (const part of document.querySelectorAll("article > .part:not(.laid)")) {
    await new Promise((resolve) => idle(resolve, { timeout: LATE }));
    part.classList.add("laid");
  }
  document.documentElement.classList.remove("whole"); // the next page begins as the first did
}

// Going back, a reader comes to where he was: the page must have its real height at once.
addEventListener("popstate", () => document.documentElement.classList.add("whole"), { capture: true });
