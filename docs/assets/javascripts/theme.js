// The theme says when a page is there: the first one, and each that comes in its place. Its script runs late (first.js).
const LOADED = "knobs:theme";

export function whenShown(call) {
  if (globalThis.document$) document$.subscribe(call);
  else addEventListener(LOADED, () => document$.subscribe(call), { once: true });
}

// It waits for the page to be parsed before it takes up what is there; run later than that, it has missed it.
export function loaded() {
  if (!globalThis.document$) return;
  dispatchEvent(new Event(LOADED));
  let told = false;
  document$.subscribe(() => (told = true)).unsubscribe();
  if (!told && performance.getEntriesByType("navigation")[0]?.domContentLoadedEventStart) document$.next(document);
}
