// Drives Firefox over WebDriver BiDi: opens each address that it is given, and prints as JSON what the page does there.
// node firefox.mjs FIREFOX asked.json
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const WITHIN = 120_000;
const asked = JSON.parse(readFileSync(process.argv[3], "utf8"));
const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.argv[2], headless: true });

const until = async (page, question, ...more) => {
  const last = Date.now() + WITHIN;
  while (Date.now() < last) {
    if (await page.evaluate(question, ...more)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`it never came to be: ${question}`);
};

// What the page's own engine answers; files are given as base64, and so is what comes back.
const answered = (page, one) => page.evaluate(async ([question, details, names, files]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  try {
    const value = await ask(question, details, files.map((data, at) => ({ name: names[at], bytes: bytes(data) })));
    if (!value.bytes) return { value };
    return { value: { ...value, bytes: btoa(Array.from(value.bytes, (each) => String.fromCharCode(each)).join("")) } };
  } catch (fault) {
    if (!fault.faults) throw fault;
    return { faults: fault.faults };
  }
}, [one.question, one.details, one.names, one.files]);

async function tried(address) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (fault) => complaints.push(String(fault)));
  await page.goto(address);
  await until(page, () => document.querySelector("#state")?.dataset.ready === "yes");
  const answers = [];
  for (const one of asked.questions) answers.push(await answered(page, one));
  const chosen = await page.$("input[type=file]");
  await chosen.uploadFile(asked.file);
  await until(page, () => Boolean(document.querySelector("iframe")));
  const frame = await (await page.$("iframe")).contentFrame();
  await frame.waitForSelector(".verdict");
  const shown = await frame.evaluate(() => ({
    origin, heading: document.querySelector("h1").textContent,
    edge: getComputedStyle(document.querySelector(".verdict")).borderLeftWidth,
  }));
  const heading = await page.evaluate(() => document.querySelector("main h1").textContent);
  await page.close();
  return { answers, shown, heading, complaints };
}

try {
  const told = { version: await browser.version(), pages: {} };
  for (const [name, address] of Object.entries(asked.addresses)) told.pages[name] = await tried(address);
  console.log(JSON.stringify(told));
} finally {
  await browser.close();
}
