// The page's side of offline use: register the service worker once the page is at rest, and tell it what this visit
// has used so far, so that it keeps that. <html data-offline> says how far it is: "kept", or nothing.
import { offline } from "./build.js";

const REST = 3000; // ms after loading: a demo on the first screen has begun to start Python by then
const root = new URL("../../", import.meta.url);
const idle = globalThis.requestIdleCallback ?? ((call) => setTimeout(call, 200));
const python = []; // what Python's worker has fetched

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
  const registration = await navigator.serviceWorker.register(new URL("service-worker.js", root), { updateViaCache: "none" });
  const tell = () => ["installing", "waiting", "active"].forEach((state) => registration[state] && told(registration[state]));
  registration.addEventListener("updatefound", tell);
  addEventListener("knobs:python", tell);
  globalThis.document$?.subscribe(() => idle(tell)); // the theme's: after each instant navigation, and now
}

// The page has loaded, Python is not starting, and the browser is idle.
function rest() {
  return new Promise((resolve) => {
    const look = () => (document.querySelector('[data-state="starting"]') ? setTimeout(look, 500) : idle(resolve));
    const wait = () => setTimeout(look, REST);
    addEventListener("knobs:python", ({ detail }) => (python.push(...detail), idle(resolve)));
    document.readyState === "complete" ? wait() : addEventListener("load", wait);
  });
}

// A worker keeps things once it is installed: files come before the pages that need them.
async function told(worker) {
  while (worker.state === "installing") await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  if (worker.state === "redundant") return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => (document.documentElement.dataset.offline = "kept");
  const used = performance.getEntriesByType("resource").map(({ name }) => name);
  const here = location.origin + location.pathname;
  worker.postMessage({ keep: [...new Set([...python, ...used, here])].filter((url) => url.startsWith(root.href)) }, [port2]);
}

// This build keeps nothing: whatever an earlier one at this address has left goes.
async function retire() {
  const registration = await navigator.serviceWorker.getRegistration(root);
  if (registration?.scope === root.href) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith(`knobs ${root.pathname} `)) await caches.delete(name);
}
