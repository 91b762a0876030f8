// Which build of the site this page is of. A page of one build never runs with another's scripts.

const meta = () => document.querySelector('meta[name="knobs-build"]');
const own = meta()?.content;

export const offline = meta()?.dataset.offline === "yes";

// Instant navigation swaps a page's text and keeps its scripts. If the text is of a build with other scripts, styles or
// demos, the page is loaded whole, before it is painted.
new MutationObserver(() => meta() && meta().content !== own && location.reload()).observe(document.head, { childList: true });

// What to tell a reader when a file cannot be fetched that is fetched late.
export async function lost(what, again) {
  if (await replaced()) return "There is a newer version of this site, and this page's files are gone. Load the page again.";
  return `${what} could not be fetched. ${again}`;
}

// Whether the site has changed since, so that this page's files may be gone from the server.
export async function replaced() {
  try {
    const response = await fetch(new URL("../../build.json", import.meta.url), { cache: "no-store" });
    return response.ok && (await response.json()).assets !== own;
  } catch {
    return false; // no network: nothing is known
  }
}
