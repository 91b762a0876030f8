// Lighthouse as it comes, a telephone on a slow line: node lighthouse.mjs <browser> <runs> <address>…
// prints a JSON object an address, a line each: the median of the runs' scores, and every audit that took points away.
import * as chromeLauncher from "chrome-launcher";
import lighthouse from "lighthouse";

const [chromePath, runs, ...addresses] = process.argv.slice(2);
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const chrome = await chromeLauncher.launch({ chromePath, chromeFlags: flags });
try {
  for (const address of addresses) {
    const reports = [];
    for (let i = 0; i < Number(runs); i++) {
      const { lhr } = await lighthouse(address, { port: chrome.port, output: "json", logLevel: "error" });
      if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
      reports.push(lhr);
    }
    const scores = {};
    const lost = {};
    for (const name of Object.keys(reports[0].categories)) {
      scores[name] = Math.round(100 * median(reports.map((each) => each.categories[name].score)));
      const counted = reports[0].categories[name].auditRefs.filter((audit) => audit.weight);
      for (const { id } of counted) {
        const found = reports[0].audits[id];
        if (found.score !== null && found.score < 0.9) lost[id] = found.displayValue ?? found.title;
      }
    }
    const measured = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];
    const times = Object.fromEntries(measured.map((id) => [id, median(reports.map((each) => each.audits[id].numericValue))]));
    console.log(JSON.stringify({ address, scores, lost, times }));
  }
} finally {
  await chrome.kill();
}
