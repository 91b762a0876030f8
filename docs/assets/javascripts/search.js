// Stands in front of the theme's search worker, which makes its index of the whole site at every start: half a second
// of a processor and a tenth of a megabyte that Python has better use for. This one is ready at once, and brings the
// theme's in when somebody is about to search: when the field is entered (find.js) or a word arrives.
// The theme's settings name it, with the theme's own worker after the # (overrides/main.html).
const SETUP = 0;
const READY = 1;
const QUERY = 2;
const held = [];
let awake = null;

new BroadcastChannel("knobs search").onmessage = () => (awake ??= wake());
self.addEventListener("message", hear);

function hear(event) {
  const { type, data } = event.data;
  if (awake === true || !event.isTrusted) return; // it is the theme's worker's turn
  event.stopImmediatePropagation();
  held.push(event.data);
  if (type === SETUP) self.postMessage({ type: READY });
  if (type === QUERY && data) awake ??= wake();
}

async function wake() {
  const records = await (await fetch(new URL("../search/records.json", location))).json();
  importScripts(new URL(`../javascripts/${location.hash.slice(1)}`, location));
  const setup = held.shift();
  setup.data.docs = records;
  const { postMessage } = self;
  const ready = new Promise((resolve) => (self.postMessage = resolve)); // the page has heard of it already
  pass(setup);
  await ready; // a word that came before the index would be lost
  self.postMessage = postMessage;
  awake = true;
  held.forEach(pass);
}

const pass = (data) => self.dispatchEvent(new MessageEvent("message", { data }));
