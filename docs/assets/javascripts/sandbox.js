// What the worker of a reader's own code keeps: the language, numbers in and out of memory, clocks. All else that a browser
// offers is taken away before that code runs: the network, what this site has stored, other tabs, further workers, and
// whatever browsers come to offer. The page's Content-Security-Policy binds the worker besides, eval included.

const LANGUAGE = `AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean
  DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity
  Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError
  Reflect RegExp Set String SuppressedError Symbol SyntaxError Temporal TypeError URIError Uint16Array Uint32Array
  Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt undefined unescape`;
const BESIDES = `AbortController AbortSignal DOMException Event EventTarget MessageEvent TextDecoder TextEncoder atob btoa
  clearInterval clearTimeout console constructor crypto onmessage performance queueMicrotask self setInterval setTimeout
  structuredClone addEventListener removeEventListener dispatchEvent`;
const KEPT = new Set(`${LANGUAGE} ${BESIDES}`.split(/\s+/));

export function isolate() {
  for (let owner = self; owner !== Object.prototype; owner = Object.getPrototypeOf(owner))
    for (const name of Object.getOwnPropertyNames(owner)) if (!KEPT.has(name)) remove(owner, name);
}

// Constants cannot be removed, and do nothing. If anything else should stay, no code of a reader's runs.
function remove(owner, name) {
  if (Reflect.deleteProperty(owner, name) || typeof owner[name] === "number") return;
  throw new Error(`this browser does not let go of ${name}`);
}
