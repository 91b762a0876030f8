// Settles when the page has painted for the first time: in the task after a frame. The paint's own entry in the
// performance timeline comes later, behind whatever else holds the page's thread. The page's head asks for that frame,
// which may be over before any module has come.
import { frame } from "./pause.js";

export const painted = performance.getEntriesByName("first-paint").length ? Promise.resolve() : (globalThis.framed ?? frame());
