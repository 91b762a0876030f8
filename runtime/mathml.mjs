// Formulas to MathML, by Temml: a JSON list of {tex, display} on standard input, a JSON list of MathML on standard output.
// A formula that Temml does not understand ends the run and is named: it must never reach a page as red text.
import { readFileSync } from "node:fs";
import temml from "temml";

const options = { throwOnError: true, annotate: false, xml: false, trust: false };

function mathml({ tex, display = false }, index) {
  try {
    return temml.renderToString(tex, { ...options, displayMode: display });
  } catch (error) {
    throw new Error(`formula ${index + 1}, ${tex}: ${error.message}`);
  }
}

try {
  const formulas = JSON.parse(readFileSync(0, "utf8"));
  process.stdout.write(JSON.stringify(formulas.map(mathml)));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
