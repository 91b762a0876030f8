// The hint at a link to an entry is the style sheet's work. This takes it away on Escape, until the link is met anew.
const TERM = "a.term";
const QUIET = "quiet";

addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const link of document.querySelectorAll(`${TERM}:is(:hover, :focus-visible)`)) link.classList.add(QUIET);
});

for (const left of ["pointerout", "focusout"]) {
  addEventListener(left, ({ target, relatedTarget }) => {
    const link = target.closest?.(TERM);
    if (link && !link.contains(relatedTarget)) link.classList.remove(QUIET);
  });
}
