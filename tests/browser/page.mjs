// The page that needs no installation: the same JSON as the program, byte for byte; no request.
//
// node tests/browser/page.mjs STATSBIDRAG CHROMIUM PAGE [FILE …]
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [program, chromium, file, ...shared] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

function native(...given) {
  // findings give the exit status 1
  const run = spawnSync(program, given, { encoding: "utf8", maxBuffer: 1 << 28 });
  return { json: run.stdout, status: run.status };
}

// the first line in which two texts differ, so that a failure can be read
function same_text(own, expected, name) {
  if (own === expected) return;
  const [a, b] = [own, expected].map((it) => String(it).split("\n"));
  const at = a.findIndex((line, n) => line !== b[n]);
  assert.fail(`${name}, line ${at + 1}: ${a[at]} is not ${b[at]}`);
}

const size = statSync(file).size;
assert.ok(size <= 6_000_000, `${size} bytes`);
const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  const page = await browser.newPage();
  const requests = [], problems = [];
  page.on("request", (it) => requests.push(it.url().slice(0, 60)));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (it) => it.type() === "error" && problems.push(it.text()));
  await page.goto(pathToFileURL(file).href);
  await page.evaluate(() => window.statsbidrag.ready);
  const ask = (lang, question, files) => page.evaluate(async (lang, question, files) => {
    document.getElementById("lang").value = lang;
    document.getElementById("lang").dispatchEvent(new Event("change"));
    const own = files.map(([name, coded]) => ({
      name,
      bytes: Uint8Array.from(atob(coded), (it) => it.charCodeAt(0)),
    }));
    const began = performance.now();
    const { json, errors } = await window.statsbidrag.show(question, own);
    return { json, errors, milliseconds: performance.now() - began };
  }, lang, question, files.map((path) => [basename(path), readFileSync(path).toString("base64")]));

  for (const lang of ["sv", "en"]) {
    const corpus = await ask(lang, { ask: "corpus" }, []);
    same_text(corpus.json, native("audit", "--format", "json", "--lang", lang).json, `corpus (${lang})`);
    console.log(`ok corpus (${lang}): ${Math.round(corpus.milliseconds)} ms with the page`);
    const question = { ask: "what-if", decision: "aldreomsorg-2023", grant: "timanstallda", set: [["god-niva", "18"]] };
    const otherwise = await ask(lang, question, []);
    const expected = native("what-if", "aldreomsorg-2023", "timanstallda", "--set", "god-niva=18", "--format", "json", "--lang", lang);
    same_text(otherwise.json, expected.json, `what-if (${lang})`);
    for (const folder of ["docs/exempel"]) {
      const files = readdirSync(folder).map((it) => join(folder, it));
      const made = await ask(lang, { ask: "audit", folder }, files);
      same_text(made.json, native("audit", folder, "--format", "json", "--lang", lang).json, folder);
    }
  }
  let same = 0, refused = 0;
  for (const path of ["docs/exempel/bidrag.csv", "tests/intake/wrong_total.xlsx", ...shared]) {
    const made = await ask("sv", { ask: "audit", folder: null }, [path]);
    // an absolute path is shown by its name
    const own = native("audit", resolve(path), "--format", "json", "--lang", "sv");
    if (own.status === 2) {
      assert.ok(made.errors, `${path}: refused by the program, and not by the page`);
      refused += 1;
    } else {
      same_text(made.json, own.json, path);
      same += 1;
    }
  }
  console.log(`ok ${same} files with the same JSON, ${refused} refused by both`);
  const shown = await page.$eval("#report", (it) => it.srcdoc.includes("<!DOCTYPE html>"));
  assert.ok(shown, "the report is shown");
  // a file and a folder are let go over the page, as by a mouse
  const client = await page.createCDPSession();
  const drop = async (path) => {
    await page.evaluate(() => { document.getElementById("report").srcdoc = ""; });
    const data = { items: [], files: [resolve(path)], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await client.send("Input.dispatchDragEvent", { type, x: 60, y: 60, data });
    }
    await page.waitForFunction(() => document.getElementById("report").srcdoc !== "", { timeout: 60000 });
    return page.$eval("#report", (it) => it.srcdoc);
  };
  assert.ok((await drop("tests/intake/wrong_total.xlsx")).includes("wrong_total.xlsx"), "a file let go");
  assert.ok((await drop("docs/exempel")).includes("<!DOCTYPE html>"), "a folder let go");
  console.log("ok a file and a folder let go over the page");
  for (const width of [400, 1024, 1600]) {
    await page.setViewport({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `${width} px: ${wide} px too wide`);
  }
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
    const result = await axe.run(document, { runOnly: rules, resultTypes: ["violations"], iframes: false });
    return result.violations.map((it) => `${it.id}: ${it.nodes[0].html}`);
  });
  assert.deepEqual(found, []);
  const outside = requests.slice(1).filter((it) => !it.startsWith("about:srcdoc"));
  assert.deepEqual(outside, [], "a request was made");
  assert.deepEqual(problems, [], "the script or the policy");
  console.log(`ok no request, no problem; ${size} bytes`);
} finally {
  await browser.close();
}
