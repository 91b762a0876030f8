// What a reader's own code answers may hold anything, and comes from wherever the code came from. Of it, the page takes
// the elements and attributes that our charts and verdicts are made of, and leaves the rest.

const DRAWN = new Set(["circle", "g", "path", "rect", "span", "svg", "text", "tspan"]);
const SAID = /^(aria-hidden|aria-label|class|c[xy]|d|d[xy]|focusable|height|preserveaspectratio|r|role|r[xy]|text-anchor|transform|viewbox|width|x|y)$/i;

export function tamed(answer) {
  const { panels, verdict } = answer;
  return panels ? { ...answer, panels: panels.map(drawn), verdict: { ...verdict, html: drawn(verdict.html) } } : answer;
}

// Parsed apart from the page, where nothing is fetched or run.
export function drawn(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll("*")) {
    if (!DRAWN.has(element.localName)) element.remove();
    for (const { name } of [...element.attributes]) if (!SAID.test(name)) element.removeAttribute(name);
  }
  return body.innerHTML;
}
