// What others make of the reports: SARIF by its schema; workbooks through LibreOffice and back.
//
// node tests/browser/formats.mjs STATSBIDRAG [SOFFICE]
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import formats from "ajv-formats";

const [program, soffice] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "statsbidrag-"));

function run(...given) {
  // findings give the exit status 1
  const { stdout, stderr, status } = spawnSync(program, given, { encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(status === 0 || status === 1, `${given.join(" ")}: ${status} ${stderr}`);
  return stdout;
}

// one row does not add up, a total does not either, and some cells are markup and formulas
function table() {
  const file = join(folder, "tabell.csv");
  const rows = [
    "Kommun;Lön;Lokaler;Summa",
    "<b>Ale</b>;10,5;20,0;30,5",
    "=cmd|'/c calc'!A1;11,0;22,0;33,0",
    "@SUM(1+1);12,0;24,0;39,0",
    "007 000;13,0;26,0;39,0",
    "Öckerö;14,0;28,0;42,0",
    "Summa;60,5;120,0;180,5",
  ];
  writeFileSync(file, rows.join("\n"));
  return file;
}

// every log is as OASIS has it, and one that is not is noticed
function sarif(file) {
  const path = "schemastore/schemas/json/sarif-2.1.0.json";
  const schema = JSON.parse(readFileSync(createRequire(import.meta.url).resolve(path), "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats(ajv);
  const validate = ajv.compile(schema);
  const inputs = [[], [file], ["docs/exempel"], ["tests/pdf/grid_over_pages.pdf"], ["tests/intake/wrong_total.xlsx"]];
  let results = 0;
  for (const lang of ["sv", "en"]) {
    for (const input of inputs) {
      const log = JSON.parse(run("audit", ...input, "--lang", lang, "--format", "sarif"));
      assert.ok(validate(log), `${input}: ${JSON.stringify(validate.errors?.slice(0, 5))}`);
      results += log.runs.reduce((sum, it) => sum + it.results.length, 0);
      const broken = structuredClone(log);
      delete broken.runs[0].tool.driver.name;
      assert.ok(!validate(broken), "a log without the name of its tool is none");
    }
  }
  assert.ok(results > 200, `${results} results`);
  console.log(`ok SARIF 2.1.0: ${results} results`);
}

// the findings of a file, without where they stand
function findings(file) {
  const json = JSON.parse(run("audit", file, "--lang", "en", "--format", "json"));
  const facts = json.decisions.flatMap((it) => it.findings).map((it) =>
    `${it.severity} ${it.published} ${it.expected} ${it.cells.map((cell) => cell.printed)}`);
  return facts.sort();
}

// the cells of the sheet of a table, as they are read
function cells(file) {
  const tables = JSON.parse(run("read", file, "--format", "json")).documents.flatMap((it) => it.tables);
  const own = tables.filter((it) => it.place.sheet === "tabell");
  assert.equal(own.length, 1, `${file}: the table has a sheet`);
  return own[0].rows.map((row) => row.map((cell) => cell.printed));
}

// a workbook that LibreOffice has opened and saved again has the same cells and the same findings
function office(file) {
  const made = join(folder, "rapport.xlsx");
  run("audit", file, "-o", made);
  const before = findings(file);
  assert.ok(before.length > 0, "there is something to find");
  const out = join(folder, "saved");
  mkdirSync(out);
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  for (const format of ["xlsx", "ods"]) {
    const given = [profile, "--headless", "--convert-to", format, "--outdir", out, made];
    const { status, stderr, stdout } = spawnSync(soffice, given, { encoding: "utf8", timeout: 240000 });
    assert.equal(status, 0, `LibreOffice: ${stdout} ${stderr}`);
    const saved = join(out, `rapport.${format}`);
    const after = findings(saved);
    for (const fact of before) assert.ok(after.includes(fact), `${format}: ${fact} not in ${after.join("; ")}`);
    assert.deepEqual(cells(saved), cells(made), `${format}: the cells`);
    for (const text of ["<b>Ale</b>", "=cmd|'/c calc'!A1", "@SUM(1+1)", "007 000"]) {
      assert.ok(run("read", saved, "--format", "csv").includes(text), `${format}: ${text} is text`);
    }
    console.log(`ok LibreOffice, ${format}: ${before.length} findings`);
  }
}

try {
  const file = table();
  sarif(file);
  if (soffice) office(file);
  else console.log("NOT CHECKED: workbooks through LibreOffice; it is not installed");
} finally {
  rmSync(folder, { recursive: true });
}
