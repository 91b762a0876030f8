// The service worker that ends all service workers: a browser that has an older one fetches this in its place.
// It takes over at once, clears what was kept, and is gone; pages come from the network alone. docs/offline.md says when.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const { pathname } = new URL("./", self.location);
  const clear = async () => {
    for (const name of await caches.keys()) if (name.startsWith(`knobs ${pathname} `)) await caches.delete(name);
    const files = await navigator.storage.getDirectory();
    await files.removeEntry(`knobs ${encodeURIComponent(pathname)}`, { recursive: true });
  };
  event.waitUntil(clear().catch(() => {}).then(() => self.registration.unregister()));
});
