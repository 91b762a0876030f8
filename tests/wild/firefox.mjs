// Firefox over WebDriver BiDi: node firefox.mjs <browser> <script> <address>…  prints a JSON object an address, a line each.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const [executablePath, script, ...addresses] = process.argv.slice(2);
const code = readFileSync(script, "utf-8");
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, protocolTimeout: 300_000 });
for (const address of addresses) {
  const page = await browser.newPage();
  const said = [];
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("console", (message) => ["error", "warn"].includes(message.type()) && said.push(message.text()));
  try {
    await page.goto(address, { timeout: 60_000 });
    const seen = await page.evaluate(`(${code.slice(code.indexOf("async function"))})()`);
    console.log(JSON.stringify({ address, ...seen, said }));
  } catch (error) {
    console.log(JSON.stringify({ address, troubles: [String(error)], said }));
  }
  await page.close();
}
await browser.close();
