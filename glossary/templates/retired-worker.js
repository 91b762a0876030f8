// The service worker that ends all service workers: a browser that has an older one fetches this in its place.
// It takes over at once, clears what was kept, and is gone; pages come from the network alone. docs/offline.md says when.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  const own = `knobs ${new URL("./", self.location).pathname} `;
  const clear = async () => {
    for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  };
  event.waitUntil(clear().catch(() => {}).then(() => self.registration.unregister()));
});
