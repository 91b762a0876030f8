// What predictions and challenges have in common: the figure that they are about, and one line above its verdict that
// says what the reader is after. One of them has the line at a time.

const lines = new WeakMap();

export const figure = (element) => document.querySelector(`#${element.dataset.figure} knob-demo`);

// Take the line: whoever had it hears of it, and lets go.
export function pose(demo, owner) {
  demo.dispatchEvent(new CustomEvent("kd-posed", { detail: owner }));
}

// Say something above the verdict, with buttons after it; nothing takes the line away.
export function say(demo, words, ...buttons) {
  if (!lines.has(demo)) lines.set(demo, made(demo));
  const line = lines.get(demo);
  const text = [line.firstChild, ...buttons];
  if (line.firstChild.textContent !== words) line.firstChild.textContent = words;
  if (line.children.length !== text.length) line.replaceChildren(...text);
  line.hidden = !words;
}

function made(demo) {
  const line = Object.assign(document.createElement("p"), { className: "kd-asked", hidden: true });
  const words = document.createElement("span");
  words.role = "status";
  line.append(words);
  demo.part("verdict").before(line);
  return line;
}
