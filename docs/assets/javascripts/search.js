// Stands in front of the theme's search worker, which makes its index of the whole site at every start: half a second
// of a processor and a tenth of a megabyte that Python has better use for. This one is ready at once, and brings the
// theme's in when somebody is about to search: when the field is entered (find.js) or a word arrives.
// The theme's settings name it, with the theme's own worker after the # (overrides/main.html).
const SETUP = 0;
const READY = 1;
const QUERY = 2;
const channel = new BroadcastChannel("knobs search");
const say = self.postMessage.bind(self);
let tell; // what the theme says first
const told = new Promise((resolve) => (tell = resolve));
let awake = null;
let ready = false; // the theme's worker has its index
let asked = null; // the last question before that

self.addEventListener("message", hear);
channel.onmessage = ({ data }) => data === "soon" && begin();

function hear(event) {
  if (ready || !event.isTrusted) return; // it is the theme's worker's turn
  event.stopImmediatePropagation();
  const { type, data } = event.data;
  if (type === SETUP) tell(event.data), say({ type: READY });
  if (type === QUERY) asked = event.data;
  if (type === QUERY && data) begin();
}

function pass(message) {
  self.dispatchEvent(new MessageEvent("message", { data: message }));
}

// What could not be fetched is asked for again with the next word; the page tells the reader (find.js).
function begin() {
  awake ??= wake().catch(() => ((awake = null), channel.postMessage("failed")));
}

// The theme may send its settings later than the index comes. Its worker has not made the index when it has heard of
// it, but when it answers; a question before that would find nothing.
async function wake() {
  const [message, records] = await Promise.all([told, fetched("../search/records.json")]);
  importScripts(new URL(`../javascripts/${location.hash.slice(1)}`, location));
  message.data.docs = records;
  self.postMessage = () => {
    self.postMessage = say;
    ready = true;
    if (asked) pass(asked);
  };
  pass(message);
}

async function fetched(path) {
  const response = await fetch(new URL(path, location));
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}
