// Taking a run along: a link that opens what is seen, the picture, the numbers, and a script that runs elsewhere.

const scripts = new URL("../scripts/", import.meta.url);
const embeds = new URL("../../embed/", import.meta.url);
const MOST = 5; // things that are said of one link
const ROUND = 70; // px: an embed page's title and its link back
const PAINT = ["fill", "fill-opacity", "opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin",
  "paint-order", "font-family", "font-size", "font-weight", "text-anchor"];

export async function take(demo, button) {
  const name = demo.dataset.demo;
  const word = button.textContent;
  try {
    const kinds = { link: copyLink, embed: copyEmbed, svg: saveSvg, png: savePng, csv: saveCsv, python: savePython };
    await kinds[button.dataset.take](demo, name);
    button.textContent = ["link", "embed"].includes(button.dataset.take) ? "Copied" : "Saved";
  } catch (error) {
    demo.picture.alert(`That could not be made: ${error.message}.`);
  }
  setTimeout(() => (button.textContent = word), 1500);
}

// ---- the link: every knob that stands otherwise than at the opening, and the kept runs -------------------------

const changed = (demo, settings) => Object.entries(settings).filter(([name, value]) => value !== demo.opening[name]);

export function link(demo) {
  const words = new URLSearchParams([["demo", demo.dataset.demo], ...changed(demo, demo.form.settings)]);
  for (const kept of demo.kept.settings) words.append("kept", new URLSearchParams(changed(demo, kept)));
  return `${location.href.split("#")[0]}#${words}`;
}

async function copyLink(demo) {
  const address = link(demo);
  history.replaceState(history.state, "", address);
  await navigator.clipboard?.writeText(address).catch(() => {}); // it stands in the address bar in any case
}

// The code that shows this demo, as its knobs stand, on somebody else's page.
async function copyEmbed(demo, name) {
  const page = new URL(`${name}/`, embeds);
  page.hash = new URL(link(demo)).hash;
  const [tall, title] = [Math.ceil(demo.offsetHeight) + ROUND, document.querySelector("h1").textContent.replace(/#$/, "")];
  const frame = Object.assign(document.createElement("iframe"), { src: page, title, width: "100%", height: tall, loading: "lazy" });
  frame.style.border = 0;
  const code = demo.part("embed") ?? made(demo);
  code.value = frame.outerHTML;
  code.select();
  await navigator.clipboard?.writeText(code.value).catch(() => {}); // it stands in the figure in any case
}

function made(demo) {
  const code = Object.assign(document.createElement("textarea"), { className: "kd-embed", rows: 3, readOnly: true });
  code.ariaLabel = "Code for another page";
  demo.part("take").after(code);
  return code;
}

// Set the knobs as the address says; what it cannot mean is clamped or left, and said in words.
export function readLink(demo) {
  const words = new URLSearchParams(location.hash.slice(1));
  if (words.get("demo") !== demo.dataset.demo) return "";
  const notes = [];
  const { settings } = understood(demo, words, notes);
  for (const [name, value] of Object.entries(settings)) demo.form.set(name, value);
  const kept = words.getAll("kept").map((text) => understood(demo, new URLSearchParams(text), notes).settings);
  if (kept.length) demo.kept.bring(kept);
  demo.see();
  const said = [...new Set(notes)];
  if (said.length > MOST) said.splice(MOST, Infinity, "and more");
  return said.length ? `The link was not quite right: ${said.join("; ")}.` : "";
}

function understood(demo, words, notes) {
  const settings = { ...demo.opening };
  for (const [name, text] of words) {
    if (name === "demo" || name === "kept") continue;
    if (!Object.hasOwn(settings, name)) {
      notes.push(`there is no knob ${name.slice(0, 40)}`);
      continue;
    }
    const value = demo.form.fit(name, text);
    settings[name] = value ?? demo.opening[name];
    if (String(value) !== text) notes.push(`${demo.form.title(name)} is set to ${demo.form.say(name, settings[name])}`);
  }
  return { settings };
}

// ---- files ------------------------------------------------------------------------------------------------------

export function save(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// The panels one above the other, with the colours that they have on the page written into them.
function drawing(demo) {
  const charts = [...demo.querySelectorAll("svg.chart")];
  const parts = [];
  let height = 0;
  for (const chart of charts) {
    const copy = chart.cloneNode(true);
    const originals = [chart, ...chart.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
      const style = getComputedStyle(originals[i]);
      for (const name of PAINT) element.style.setProperty(name, style.getPropertyValue(name));
    });
    const { width, height: tall } = chart.viewBox.baseVal;
    Object.entries({ x: 0, y: height, width, height: tall }).forEach(([name, value]) => copy.setAttribute(name, value));
    parts.push(new XMLSerializer().serializeToString(copy));
    height += tall;
  }
  const ground = getComputedStyle(demo.querySelector("figure")).backgroundColor;
  const box = `viewBox="0 0 320 ${height}" width="640" height="${2 * height}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${box}><rect width="100%" height="100%" fill="${ground}"/>${parts.join("")}</svg>`;
  return { svg, height };
}

const saveSvg = (demo, name) => save(`${name}.svg`, drawing(demo).svg, "image/svg+xml");

async function savePng(demo, name) {
  const { svg, height } = drawing(demo);
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 4 * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  save(`${name}.png`, await new Promise((resolve) => canvas.toBlob(resolve, "image/png")));
}

async function saveCsv(demo, name) {
  const { csv } = await demo.python.ask({ ...demo.question, csv: true });
  save(`${name}.csv`, csv, "text/csv");
}

async function savePython(demo, name) {
  const reply = await fetch(new URL(demo.dataset.script, scripts));
  if (!reply.ok) throw new Error("the script is not there");
  const words = JSON.stringify(demo.form.settings).replace(/:true\b/g, ":True").replace(/:false\b/g, ":False");
  const [train, print] = (await reply.text()).split(/^# The history as CSV\.$/m);
  const own = demo.code.question.code;
  const whole = own ? `${own}\n\nSETTINGS = {}\n\n\n${print}` : `${train}${print.trimStart()}`;
  const text = whole.replace(/^SETTINGS = .*$/m, () => `SETTINGS = ${words}`);
  save(`${name}.py`, text, "text/x-python");
}
