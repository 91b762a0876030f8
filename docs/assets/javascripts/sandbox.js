// What a worker has that could reach beyond it: the network, what this site has stored, other tabs, further workers. A
// worker that runs the reader's own code gives all of it up. The page's Content-Security-Policy binds it besides.

const BEYOND = [
  "fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport", "RTCPeerConnection",
  "indexedDB", "caches", "cookieStore", "navigator", "BroadcastChannel", "MessageChannel", "SharedWorker", "Worker",
  "Notification", "FileReaderSync", "importScripts", "open", "webkitRequestFileSystem", "webkitRequestFileSystemSync",
];

export function isolate() {
  for (let owner = self; owner; owner = Object.getPrototypeOf(owner))
    for (const name of BEYOND) if (Object.hasOwn(owner, name)) delete owner[name];
}
