// Promises of some time, and of the next frame.
export const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The task after a frame: what stands on the page by now is painted.
export const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
