// The calculator's settings in the address: #inference?model=…&batch=8/training?rank=8, the part touched last in front.
// Only what differs from how a part opens is written.

const pieces = () => location.hash.slice(1).split("/").filter((piece) => piece.includes("?"));
const named = (part) => (piece) => piece.startsWith(`${part}?`);

// The settings that the address holds for a part, as pairs of name and text; null where it does not speak of it.
export function read(part, hash = location.hash) {
  const piece = hash.slice(1).split("/").find(named(part));
  return piece === undefined ? null : [...new URLSearchParams(piece.slice(part.length + 1))];
}

// Whether the address opens with this part: then it is what the reader came for.
export const first = (part) => named(part)(location.hash.slice(1));

export function write(part, settings) {
  const others = pieces().filter((piece) => !named(part)(piece));
  const own = settings.length ? [`${part}?${new URLSearchParams(settings)}`] : [];
  const hash = [...own, ...others].join("/");
  history.replaceState(history.state, "", location.pathname + location.search + (hash && `#${hash}`));
}
