// The page's side of offline use: register the service worker once the page is at rest, and tell it what this visit
// has used so far, so that it keeps that. <html data-offline> says how far it is: keeping, kept, or partly (kept).
import { offline } from "./build.js";
import { whenShown } from "./theme.js";
import { READY } from "./workers.js";

const REST = 3000; // ms after loading: a demo on the first screen has begun to start Python by then
const root = new URL("../../", import.meta.url);
const FIRST = 1500; // ms after Python has started: by then the first picture is drawn, and a reader in haste has gone on
const idle = globalThis.requestIdleCallback ?? ((call) => setTimeout(call, 200));
const python = []; // what Python's worker has fetched
let asked = 0; // how many answers of service workers are still to come

export async function begin() {
  if (!navigator.serviceWorker || !globalThis.caches) return;
  try {
    await (offline ? register() : retire());
  } catch (error) {
    console.info(`Pages are not kept for offline use: ${error.message}`);
  }
}

async function register() {
  await rest();
  const script = new URL("service-worker.js", root);
  const registration = await navigator.serviceWorker.register(script, { updateViaCache: "none" });
  const tell = () => [registration.installing, registration.waiting, registration.active].filter(Boolean).forEach(told);
  registration.addEventListener("updatefound", tell);
  addEventListener("knobs:python", tell);
  whenShown(() => idle(tell)); // the theme's: after each instant navigation, and now
}

// The page has loaded, Python is not starting, and the browser is idle.
function rest() {
  return new Promise((resolve) => {
    const look = () => (document.querySelector('[data-state="starting"]') ? setTimeout(look, 500) : idle(resolve));
    const wait = () => setTimeout(look, REST);
    addEventListener("knobs:python", ({ detail }) => (python.push(...detail), setTimeout(idle, FIRST, resolve)));
    document.readyState === "complete" ? wait() : addEventListener("load", wait);
  });
}

// A worker keeps things once it is installed: files come before the pages that need them.
async function told(worker) {
  const say = (word) => (document.documentElement.dataset.offline = word);
  say("keeping");
  asked++;
  while (worker.state === "installing") {
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  }
  if (worker.state === "redundant") return --asked || say("partly");
  const used = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type)).map(({ name }) => name);
  const ours = [...python, ...used].filter((url) => url.startsWith(root.href));
  const { missing } = await ask(worker, { keep: [...new Set(ours)] });
  --asked || say(missing ? "partly" : "kept");
}

function ask(worker, message) {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(message, [port2]);
  return new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
}

// This build keeps nothing: whatever an earlier one at this address has left goes.
async function retire() {
  const { controller } = navigator.serviceWorker;
  if (controller) await ask(controller, { end: true }); // it stays until the page goes
  const registration = await navigator.serviceWorker.getRegistration(root);
  if (registration?.scope === root.href) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith(`knobs ${root.pathname} `)) await caches.delete(name);
  await rest(); // a start of Python holds the files that it reads
  const files = await navigator.storage.getDirectory();
  await files.removeEntry(READY, { recursive: true }).catch(() => {}); // there may be none
}
