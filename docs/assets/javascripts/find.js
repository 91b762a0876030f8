// Whoever enters the search field is about to search: tell the worker that waits for that (search.js), and the reader
// if it cannot have the index.
import { lost } from "./build.js";

let channel = null;

addEventListener("focusin", ({ target }) => {
  if (target.name !== "query") return;
  channel ??= listening();
  channel.postMessage("soon");
});

// Every open page of the site hears it: it concerns the one where somebody searches.
function listening() {
  const opened = new BroadcastChannel("knobs search");
  opened.onmessage = async ({ data }) => {
    if (data !== "failed" || document.activeElement?.name !== "query") return;
    const words = await lost("The search index", "Type on to try again.");
    document.querySelector(".md-search-result__meta").textContent = words;
  };
  return opened;
}
