// What a browser makes of the reports: accessibility, overflow, print, the slider, no request.
//
// node tests/browser/test.mjs STATSBIDRAG CHROMIUM [SOURCES]
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [program, chromium, sources] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const decisions = [
  "aldreomsorg-2023",
  "dalarna-2020",
  "god-nara-vard-2020",
  "jamtland-harjedalen-2019",
  "kompetens-2020",
];
const folder = mkdtempSync(join(tmpdir(), "statsbidrag-"));

function run(...given) {
  // findings, or a sum that differs, give the exit status 1
  const { stdout, stderr, status } = spawnSync(program, given, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(status === 0 || status === 1, `${given.join(" ")}: ${status} ${stderr}`);
  return stdout;
}

// a file whose cells are markup and formulas
function hostile() {
  const file = join(folder, "hostile.csv");
  const mark = "<script>document.title='run'</script>";
  const rows = [
    "Kommun;Ett;Två;Summa",
    `${mark};10;20;30`,
    "=cmd|'/c calc'!A1;11;22;33",
    "<img src=x onerror=\"document.title='run'\">;12;24;37",
    "Ale;13;26;39",
  ];
  writeFileSync(file, rows.join("\n"));
  return file;
}

// a page of its own for each decision and answer, in both languages
function pages() {
  const made = [];
  for (const lang of ["sv", "en"]) {
    for (const decision of decisions) {
      const file = join(folder, `${decision}-${lang}.html`);
      const from = sources ? ["--sources", sources] : [];
      run("audit", decision, "--lang", lang, "-o", file, ...from);
      made.push({ file, decision, lang });
    }
    const timanstallda = ["what-if", "aldreomsorg-2023", "timanstallda"];
    const answers = {
      "what-if": [...timanstallda, "--set", "god-niva=18"],
      sweep: [...timanstallda, "--sweep", "god-niva"],
      place: ["place", "Falun"],
      infer: ["infer", "aldreomsorg-2023", "bilaga1.god_rekvirerat"],
      workbook: ["audit", "tests/intake/wrong_total.xlsx"],
      pdf: ["audit", "tests/pdf/wrapped_labels.pdf"],
      hostile: ["audit", hostile()],
    };
    for (const [decision, given] of Object.entries(answers)) {
      const file = join(folder, `${decision}-${lang}.html`);
      run(...given, "--lang", lang, "-o", file);
      made.push({ file, decision, lang });
    }
  }
  return made;
}

// nothing is wider than the window but what scrolls by itself
async function overflow(page, width) {
  await page.setViewport({ width, height: 900 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `${width} px: ${wide} px too wide`);
}

async function accessible(page, name) {
  const found = await page.evaluate(async () => {
    const result = await axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
      resultTypes: ["violations"],
    });
    if (result.passes.length < 10) return ["axe tested next to nothing"];
    return result.violations.map((it) => `${it.id}: ${it.nodes.length}, ${it.nodes[0].html}`);
  });
  assert.deepEqual(found, [], name);
}

// on paper, every section is there and no table is cut off
async function prints(page, name) {
  await page.setViewport({ width: 1100, height: 800 });
  await page.emulateMediaType("print");
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const hidden = await page.evaluate(() =>
    [...document.querySelectorAll("section, article, table, blockquote")]
      .filter((it) => it.getClientRects().length === 0)
      .map((it) => it.outerHTML.slice(0, 80)));
  assert.deepEqual(hidden, [], `${name}: not printed`);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll(".scroll")]
      .filter((it) => getComputedStyle(it).overflowX !== "visible" || it.scrollWidth > it.clientWidth + 1)
      .map((it) => `${it.getAttribute("aria-label")}: ${it.scrollWidth} in ${it.clientWidth}`));
  assert.deepEqual(cut, [], `${name}: cut off in print`);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await page.emulateMediaType("screen");
}

// the slider shows what the program computes
async function slider(page) {
  const json = JSON.parse(run("what-if", "aldreomsorg-2023", "timanstallda", "--sweep", "god-niva", "--format", "json"));
  assert.ok(json.outcomes.length > 90, "the outcomes of the threshold");
  for (let at = 0; at < json.outcomes.length; at += 1) {
    const shown = await page.evaluate((at) => {
      const slider = document.querySelector("[data-sweep] input");
      slider.value = String(at);
      slider.dispatchEvent(new Event("input"));
      const rows = slider.closest("article").querySelectorAll(".outcome tbody tr");
      return [...rows].map((row) => row.children[1].textContent.replace(/\D/g, ""));
    }, at);
    const amounts = json.outcomes[at].amounts ?? [];
    const paid = shown.filter((it) => it !== "0");
    const expected = amounts.filter((it) => it !== 0).map(String);
    assert.deepEqual(paid, expected, `outcome ${at}`);
  }
}

// one place shows the amount that the program explains
async function place(page) {
  const shown = await page.evaluate(() => {
    const select = document.getElementById("place");
    select.value = "1784";
    select.dispatchEvent(new Event("change"));
    return document.getElementById("place-view").textContent.replace(/\s/g, "");
  });
  assert.ok(shown.includes("9609128"), "Arvika");
}

const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  for (const { file, decision, lang } of pages()) {
    const name = `${decision} (${lang})`;
    const page = await browser.newPage();
    const asked = [];
    const problems = [];
    page.on("request", (it) => asked.push(it.url()));
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (it) => it.type() === "error" && problems.push(it.text()));
    const url = pathToFileURL(file).href;
    await page.goto(url);
    assert.deepEqual(asked, [url], `${name}: a request was made`);
    assert.deepEqual(problems, [], `${name}: the script or the policy`);
    for (const width of [400, 1024, 1600]) await overflow(page, width);
    await prints(page, name);
    if (decision === "hostile") {
      assert.notEqual(await page.title(), "run", "a cell was run");
      const text = await page.evaluate(() => document.body.textContent);
      assert.ok(text.includes("<script>document.title='run'</script>"), "a cell is text");
      assert.ok(text.includes("=cmd|'/c calc'!A1"), "a cell is text");
    }
    if (decision === "sweep") await slider(page);
    if (decision === "aldreomsorg-2023") {
      await slider(page);
      await place(page);
    }
    await page.evaluate(() => document.querySelectorAll("details").forEach((it) => { it.open = true; }));
    for (const width of [400, 1600]) await overflow(page, width);
    // the policy of the page forbids the tool's script: it is put in by the browser
    await page.evaluate(axe);
    await accessible(page, name);
    await page.close();
    console.log(`ok ${name}`);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
