// What the theme's script would have the browser do for nothing, in one long task: it is done beforehand, or left out.
import { frame } from "./pause.js";

const LOADED = 'link[rel="stylesheet"], link[rel="preload"], link[rel="modulepreload"]';

// The theme makes every address on the page absolute by writing it anew. Links have a new style then, which would be
// worked out in the middle of its script; so that is done now, for the next frame.
export function prepare() {
  for (const link of document.links) link.href = link.href;
  document.querySelectorAll(LOADED).forEach(spare);
  return frame();
}

// Style sheets and fonts would be loaded a second time, and the page laid out for it. All that the theme wants of these
// addresses is to compare their text with the next page's.
function spare(link) {
  const absolute = link.cloneNode();
  absolute.href = link.href;
  const { href, outerHTML } = absolute;
  Object.defineProperties(link, { href: { get: () => href, set() {} }, outerHTML: { get: () => outerHTML } });
}

// Three times every style of the page would be worked out anew: the theme adds a second colour scheme for the page, fills
// it in, though only the first counts, and says that colours are being switched, which they are not yet. Returns how to
// end this.
export function hush() {
  const { head, body } = document;
  head.appendChild = (one) => (one.name === "color-scheme" ? one : Node.prototype.appendChild.call(head, one));
  body.setAttribute = (name, value) => {
    if (name !== "data-md-color-switching") Element.prototype.setAttribute.call(body, name, value);
  };
  return () => (delete head.appendChild, delete body.setAttribute);
}
