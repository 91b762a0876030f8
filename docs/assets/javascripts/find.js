// Whoever enters the search field is about to search: tell the worker that waits for that (search.js), and the reader
// if it cannot have the index.
let channel = null;

addEventListener("focusin", ({ target }) => {
  if (target.name !== "query") return;
  channel ??= listening();
  channel.postMessage("soon");
});

// Every open page of the site hears it: it concerns the one where somebody searches.
function listening() {
  const opened = new BroadcastChannel("knobs search");
  opened.onmessage = ({ data }) => {
    if (data !== "failed" || document.activeElement?.name !== "query") return;
    const place = document.querySelector(".md-search-result__meta");
    place.textContent = "The search index could not be fetched. Type on to try again.";
  };
  return opened;
}
