// How much memory a worker that runs the reader's own code may take: a browser ends a tab that takes too much, and the
// page with it. Python tells what is refused here as a MemoryError.
const PAGE = 1 << 16; // bytes
const ENOUGH = 1 << 29; // bytes; the demos take a tenth

export function bound() {
  const memory = WebAssembly.Memory.prototype;
  const { grow } = memory;
  memory.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > ENOUGH) throw new RangeError("there is no more memory");
    return grow.call(this, pages);
  };
}
