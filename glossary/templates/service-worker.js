// What makes visited pages, and Python in them, work with the network off. docs/offline.md tells how, and why so.
// The build writes BUILD above: {id, assets, shell: [path], files: {path: sha256}, policy}.
//
// This worker never skips waiting: while a tab of an older build is open, the older worker stays in charge and nothing
// is thrown away. Each keeps only files of its own list, checked by hash, and only pages made with these files, after
// them: a kept page always finds the files that it was made with.

const ROOT = new URL("./", self.location).href;
const NAME = `knobs ${new URL(ROOT).pathname}`; // several sites may share an origin
const FILES = `${NAME} files`;
const PAGES = `${NAME} pages`;
const PATIENCE = 3000; // ms that the network may take for a page that is kept
const PREVIEWS = Object.keys(BUILD.files).filter((path) => path.startsWith("assets/previews-"));
const FOLDER = `knobs ${encodeURIComponent(new URL(ROOT).pathname)}`; // in the origin's own file system
const DATA = ["sitemap.xml", "search/search_index.json"]; // what the theme fetches for every page

// Storage may be full or refused. Then everything goes on without it.
const attempt = (call) => call().catch(() => undefined);

// The path below the site's address, or null for what is not of this site.
function below(url) {
  const { origin, pathname } = new URL(url);
  const address = origin + pathname.replace(/\/index\.html$/, "/");
  return address.startsWith(ROOT) ? address.slice(ROOT.length) : null;
}

const isPage = (path) => path === "" || path.endsWith("/") || path.endsWith(".html") || DATA.includes(path);

// A path without its hash: by it the next build's file is known for the same one.
const plain = (path) => path.replace(/[-.][0-9a-f]{8,64}(?=[-./])/g, "");

async function sha256(response) {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const find = (name, path) => attempt(() => caches.match(ROOT + path, { cacheName: name, ignoreVary: true }));

let over = false; // a later build has ended offline use: until this worker is gone, it does nothing

async function put(name, path, response) {
  const cache = !over && (await caches.open(name));
  if (!over) await cache.put(ROOT + path, response);
}

// ---- files: their addresses hold their hashes

async function keepFile(path, response) {
  if ((await sha256(response.clone())) !== BUILD.files[path]) return false;
  if (isStart(path)) await attempt(() => layReady(path, response));
  await put(FILES, path, response);
  return true;
}

// What a start of Python needs is laid ready besides: unpacked, in files that a worker reads ten times as fast as a cache.
// They bear their own names, which hold their hashes.
const isStart = (path) => /^assets\/python.*\.(bin|mjs)$/.test(path);
const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
const place = async (path) => (await folder()).getFileHandle(path.split("/").at(-1), { create: true });
const isReady = async (path) => (await (await place(path)).getFile()).size > 0;

async function layReady(path, response) {
  const file = !over && (await (await place(path)).createWritable());
  const { body } = response.clone();
  if (!over) await (path.endsWith(".bin") ? body.pipeThrough(new DecompressionStream("gzip")) : body).pipeTo(file);
}

// Take a file from where the browser has it already; fetch it only if it has not, or has it wrong.
async function obtain(path) {
  const kept = await find(FILES, path);
  if (kept) return isStart(path) && attempt(async () => (await isReady(path)) || layReady(path, kept));
  for (const cache of ["force-cache", "reload"]) {
    const response = await fetch(ROOT + path, { cache });
    if (response.ok && (await keepFile(path, response))) return;
  }
  throw new Error(`${path} is not what the build made`);
}

// What is kept may have been altered by another site of this origin. Python's files are checked where they are used, and
// those of a build that waits for this one to go were checked by its own worker.
async function sound(path, kept) {
  if (path.startsWith("assets/python") || !(path in BUILD.files)) return true;
  return (await sha256(kept.clone())) === BUILD.files[path];
}

// After a start that failed, a page asks for them past all that is kept.
async function file(event, path) {
  const kept = event.request.cache !== "reload" && (await find(FILES, path));
  if (kept && (await sound(path, kept))) return placed(event, kept);
  const response = await fetch(event.request);
  if (response.ok && path in BUILD.files) {
    const copy = response.clone();
    event.waitUntil(attempt(() => keepFile(path, copy)));
  }
  return placed(event, response);
}

// A worker's address is that of its response, which has no fragment; without an address of its own, it is the request's.
// The search's worker reads its fragment.
const placed = (event, response) => (event.request.destination === "worker" ? new Response(response.body, response) : response);

// ---- pages, and what the theme fetches for them

const ask = (path, redirect) => fetch(ROOT + path, { cache: "no-cache", credentials: "same-origin", redirect });

// Whether a page was made with the files of this build. The sitemap and the search index go with any.
async function fits(path, response) {
  return DATA.includes(path) || (await response.text()).includes(`name="knobs-build" content="${BUILD.assets}"`);
}

async function keepPage(path, response) {
  if (!response.ok || response.redirected || !isPage(path)) return;
  if (await fits(path, response.clone())) await put(PAGES, path, response);
}

// A page may have come to name other previews; they come before it.
async function renew(path) {
  const response = await ask(path, "follow");
  if ([404, 410].includes(response.status)) return (await caches.open(PAGES)).delete(ROOT + path);
  if (response.ok) {
    const text = await response.clone().text();
    for (const preview of PREVIEWS) if (text.includes(`"${preview.split("/").at(-1)}"`)) await obtain(preview);
    await keepPage(path, response);
  } else throw new Error(`${path} was answered with ${response.status}`);
}

function page(event, path) {
  const asked = ask(path, event.request.redirect);
  event.waitUntil(attempt(() => asked.then((response) => keepPage(path, response.clone()))));
  return soonest(asked, path);
}

// The network's answer, unless it fails or takes too long; then what is kept.
async function soonest(asked, path) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await attempt(() => Promise.race([asked, late]));
  if (answer?.status < 500) return answer;
  return (await find(PAGES, path)) ?? asked.catch((error) => (DATA.includes(path) ? Promise.reject(error) : absent()));
}

// What a reader sees who asks for a page that is not here.
async function absent() {
  const links = ((await attempt(titles)) ?? []).map(([url, title]) => `<li><a href="${url}">${title}</a></li>`);
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>No network</title>
<style>body { max-width: 36rem; margin: 3rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif }</style>
<h1>No network</h1>
<p>This page has not been visited before, so it is not kept in this browser. <a href="">Try again</a></p>
${links.length ? `<p>These pages are kept, and work without a network:</p>\n<ul>\n${links.join("\n")}\n</ul>` : ""}
</html>`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": BUILD.policy };
  return new Response(body, { status: 503, headers });
}

async function titles() {
  const found = [];
  for (const { url } of await (await caches.open(PAGES)).keys()) {
    const title = /<title>(.*?)<\/title>/s.exec(await (await find(PAGES, below(url))).text())?.[1];
    if (title) found.push([url, title]);
  }
  return found;
}

// ---- the life of a worker

// Get what this build has in place of all that is kept: the files first, then the pages made with them.
async function install() {
  const [files, pages] = await Promise.all([FILES, PAGES].map(async (name) => (await caches.open(name)).keys()));
  const had = new Set(files.map(({ url }) => plain(below(url))));
  const here = Object.keys(BUILD.files).filter((path) => BUILD.shell.includes(path) || had.has(plain(path)));
  const wanted = here.filter((path) => !PREVIEWS.includes(path)); // the pages name theirs
  for (const path of wanted) await obtain(path);
  for (const { url } of pages) await renew(below(url));
}

// No page of an older build is open any more: what only it could use goes.
async function activate() {
  const [files, pages] = await Promise.all([FILES, PAGES].map((name) => caches.open(name)));
  for (const request of await pages.keys()) {
    if (!(await fits(below(request.url), await pages.match(request)))) await pages.delete(request);
  }
  for (const request of await files.keys()) if (!(below(request.url) in BUILD.files)) await files.delete(request);
  const ours = new Set(Object.keys(BUILD.files).map((path) => path.split("/").at(-1)));
  for await (const name of (await folder()).keys()) if (!ours.has(name)) await (await folder()).removeEntry(name);
}

let turn = Promise.resolve(); // one message after another, or two would fetch the same

// A page tells what it has used: files and pages that came before this worker did.
async function keep(path) {
  if (path in BUILD.files) return obtain(path);
  if (path === null || !isPage(path)) return;
  const kept = await find(PAGES, path);
  if (!kept || !(await fits(path, kept))) await renew(path);
}

// Chromium may ask the network for a page before this worker has started, and this worker would ask again, one after the
// other, since both want the same entry of its cache. A route says that the worker alone answers.
const route = { condition: { requestMode: "navigate" }, source: "fetch-event" };

self.addEventListener("install", (event) => {
  if (event.addRoutes) event.waitUntil(attempt(() => event.addRoutes(route)));
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => event.waitUntil(attempt(activate).then(() => self.clients.claim())));

self.addEventListener("message", (event) => {
  const { keep: urls, end } = event.data;
  over ||= end;
  turn = turn.then(async () => {
    let missing = 0;
    for (const url of urls ?? []) await keep(below(url)).catch(() => missing++);
    event.ports[0].postMessage({ missing });
  });
  event.waitUntil(turn);
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const path = below(url);
  if (over || method !== "GET" || path === null) return;
  if (path.startsWith("assets/")) event.respondWith(file(event, path));
  else if (mode === "navigate" || isPage(path)) event.respondWith(page(event, path));
});
