// What every engine must do with a demo: start Python, follow every slider to both ends, choose every option, and come
// back. Runs in the page; answers {from, live, turns, troubles}.
async function smoke() {
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const wait = async (done, what, limit = 90_000) => {
    for (const end = Date.now() + limit; !done(); await rest(10)) if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
  };
  const demo = document.querySelector("knob-demo");
  const troubles = [];
  demo.scrollIntoView({ block: "center" });
  await wait(() => demo.dataset.from === "python" || demo.dataset.state === "failed", "Python");
  const shown = () => [...demo.querySelectorAll("svg.chart")].map((svg) => svg.outerHTML).join("");
  const look = (what) => {
    if (/\b(NaN|Infinity|undefined)\b/.test(shown())) troubles.push(`${what}: no number in the picture`);
    if (!demo.querySelector(".kd-regime").textContent.trim()) troubles.push(`${what}: no verdict`);
    const message = demo.querySelector(".kd-message");
    if (!message.hidden) troubles.push(`${what}: ${message.textContent}`);
  };
  const settled = () => wait(() => !demo.busy, "a picture");
  await settled();
  let turns = 0;
  const sight = () => demo.querySelector("svg.chart").outerHTML + demo.querySelector(".kd-said").textContent;
  const opening = sight();
  const turn = async (input, set, event, what) => {
    set(input);
    input.dispatchEvent(new Event(event, { bubbles: true }));
    await settled();
    look(what);
    turns++;
  };
  for (const row of demo.querySelectorAll(".kd-knob")) {
    const range = row.querySelector(".kd-range");
    const name = row.dataset.knob;
    if (range) for (const end of [range.min, range.max]) await turn(range, (it) => (it.value = end), "input", `${name} ${end}`);
    for (const radio of row.querySelectorAll("[type=radio]")) await turn(radio, (it) => (it.checked = true), "change", `${name} ${radio.value}`);
    demo.querySelector(".kd-reset").click();
    await settled();
  }
  await wait(() => sight() === opening, "the opening picture", 20_000).catch((error) => troubles.push(error.message));
  return { from: demo.dataset.from, live: demo.dataset.state, turns, troubles };
}
