// Pictures from the build, for as long as Python has not answered: one knob at a dozen stops, the others as opened.
//
// The file holds every SVG element once: {parts: [...], knobs: {knob: [[value, panels as indices, verdict, marks]]}}.

const folder = new URL("../previews/", import.meta.url);

const asked = new Map(); // by address: what has come, or is on its way

// Fetched once; where it cannot be had, the built picture has to do.
export function preview(name) {
  const address = new URL(name, folder).href;
  if (!asked.has(address)) {
    const come = fetch(address).then((reply) => (reply.ok ? reply.json() : null));
    asked.set(
      address,
      come.catch(() => (asked.delete(address), null)),
    );
  }
  return asked.get(address);
}

const away = (a, b) => (typeof a === "number" ? Math.abs(a - b) : a === b ? 0 : Infinity);

export class Preview {
  #name;

  constructor(name) {
    this.#name = name;
  }

  // When the demo nears the screen.
  fetch() {
    return preview(this.#name);
  }

  // The frame at the stop of this knob that lies nearest to the value, or null.
  async at(knob, value) {
    const file = await this.fetch();
    const stops = file?.knobs[knob];
    if (!stops?.length) return null;
    const nearest = stops.reduce((best, stop) => (away(stop[0], value) < away(best[0], value) ? stop : best));
    const [at, panels, verdict, marks] = nearest;
    return { value: at, panels: panels.map((parts) => parts.map((i) => file.parts[i]).join("")), verdict, marks };
  }
}
