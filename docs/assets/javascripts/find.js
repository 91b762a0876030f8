// Whoever enters the search field is about to search: tell the worker that waits for that (search.js).
addEventListener("focusin", ({ target }) => {
  if (target.name !== "query") return;
  const channel = new BroadcastChannel("knobs search");
  channel.postMessage("soon");
  channel.close();
});
