// The service worker that ends all service workers: a browser that has an older one fetches this in its place.
// It takes over at once, clears what was kept, and is gone; pages come from the network alone. docs/offline.md says when.

const HELD = 3000; // ms; a start reads for a tenth of that

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const { pathname } = new URL("./", self.location);
  const clear = async () => {
    for (const name of await caches.keys()) if (name.startsWith(`knobs ${pathname} `)) await caches.delete(name);
    const files = await navigator.storage.getDirectory();
    const remove = () => files.removeEntry(`knobs ${encodeURIComponent(pathname)}`, { recursive: true });
    const later = () => new Promise((resolve) => setTimeout(resolve, HELD)).then(remove);
    await remove().catch(later); // a start of Python may be reading
  };
  event.waitUntil(clear().catch(() => {}).then(() => self.registration.unregister()));
});
