// Settles when the page has painted for the first time: in the task after a frame. The paint's own entry in the
// performance timeline comes later, behind whatever else holds the page's thread.
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

export const painted = performance.getEntriesByName("first-paint").length ? Promise.resolve() : frame();
