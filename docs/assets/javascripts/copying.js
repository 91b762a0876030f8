import { whenShown } from "./theme.js";

// The theme puts the button that copies a block of code into a <nav>: as many nameless landmarks as there are blocks.
// A page that comes in place of another has blocks of its own; the theme says when it is there.
const quiet = () => document.querySelectorAll("nav.md-code__nav").forEach((nav) => (nav.role = "presentation"));

whenShown(() => setTimeout(quiet));
