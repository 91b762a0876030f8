// Whether bytes are the build's. Where the page came over an open line no browser offers hashes, and nothing is checked.

const subtle = globalThis.crypto?.subtle;

export const CHECKED = Boolean(subtle);

export async function sha256(bytes) {
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function check(name, bytes, hash) {
  if (CHECKED && (await sha256(bytes)) !== hash) throw new Error(`${name} is not the file that was built`);
}
