import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CompletionRecord, NO_TOKENS } from "@tokenpak/core";
import { SqliteLedger } from "@tokenpak/telemetry";
import { describe, expect, it } from "vitest";
import { longDocument, runCli, testFolder } from "../__fixtures__/run-cli.ts";
import { checkInstallation } from "../checks/check-installation.ts";
import { ledgerRepairText } from "../output/ledger-repair-text.ts";
import { styleFor } from "../output/style.ts";
import type { DoctorDocument } from "./doctor.ts";

async function doctorJson(cwd: string, argv: readonly string[] = []) {
  const { code, stdout, stderr } = await runCli(["doctor", "--json", ...argv], { cwd });
  expect(stderr).toBe("");
  const document = JSON.parse(stdout) as DoctorDocument;
  const status: Record<string, string> & { index?: string } = Object.fromEntries(
    document.checks.map((check) => [check.name, check.status]),
  );
  return { code, document, status };
}

function requestOf(id: string): CompletionRecord {
  const source = { usageSource: "provider_reported", confidence: "high", partial: false } as const;
  return {
    id,
    at: Date.UTC(2026, 10, 23),
    provider: "anthropic",
    model: "m",
    usage: { ...NO_TOKENS, output: 7, serverTools: {}, ...source },
    outcome: "ok",
    observer: "claude-code",
  };
}

describe("tokenpak doctor", () => {
  it("finds everything in place in an indexed project", async () => {
    const cwd = testFolder({ "a.md": longDocument(4), "b.md": "# B\n" });
    await runCli(["index", "."], { cwd });
    const { code, document, status } = await doctorJson(cwd);
    expect([code, document.schema, document.ok]).toEqual([0, "tokenpak.doctor/1", true]);
    expect(status).toEqual({
      node: "ok",
      sqlite: "ok",
      tokenizer: "ok",
      index: "ok",
      search: "ok",
      "user folder": "ok",
    });
    expect(document.checks.find(({ name }) => name === "sqlite")?.detail).toMatch(/SQLite 3\.\d+/);
    expect(document.checks.find(({ name }) => name === "index")?.detail).toMatch(
      /2 files, 2 originals, schema \d+, sound$/,
    );
  });

  it("warns where there is no index, and says what to do", async () => {
    const cwd = testFolder();
    const { code, stdout } = await runCli(["doctor"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^warn {2}index {8}this folder has no index\n +Run "tokenpak index \."/m,
    );
    expect(stdout).toMatch(/^ok {4}node {9}\d+\.\d+\.\d+$/m);
  });

  it("fails for a database that is damaged inside, missing or no database", async () => {
    const cwd = testFolder({ "a.md": longDocument(200), "bad.db": "no database, by its bytes" });
    await runCli(["index", ".", "--db", "x.db"], { cwd });
    const bytes = readFileSync(join(cwd, "x.db"));
    writeFileSync(join(cwd, "x.db"), bytes.fill(0x55, 8192, bytes.length - 4096));
    for (const db of ["x.db", "none.db", "bad.db"]) {
      const { code, document, status } = await doctorJson(cwd, ["--db", db]);
      expect([db, code, document.ok, status.index]).toEqual([db, 1, false, "fail"]);
    }
  });

  it("names --repair as the fix, which says what it did and what is lost", async () => {
    const cwd = testFolder({ "a.md": longDocument(200), "b.md": "# B\n" });
    await runCli(["index", "."], { cwd });
    const file = join(cwd, ".tokenpak", "registry.db");
    writeFileSync(file, readFileSync(file).fill(0, 0, 100));
    const found = await runCli(["doctor"], { cwd });
    expect([found.code, found.stdout]).toEqual([
      1,
      expect.stringContaining("tokenpak doctor --repair"),
    ]);
    const repaired = await runCli(["doctor", "--repair"], { cwd });
    expect(repaired.code).toBe(0);
    expect(repaired.stdout).toMatch(
      /^repaired {2}.*registry\.db: 2 files in 2 versions, 2 originals\nkept {2}.*registry\.db\.damaged-1\n/,
    );
    expect(repaired.stdout).toMatch(/^ok {4}search .* pieces searchable$/m);
    const again = await doctorJson(cwd, ["--repair"]);
    expect([again.code, again.document.repairs]).toMatchObject([
      0,
      [{ database: file, repaired: false, damage: [], files: 2, versions: 2, originals: 2 }],
    ]);
    expect((await doctorJson(cwd)).document).not.toHaveProperty("repairs");
    expect((await runCli(["search", "lamp"], { cwd })).stdout).toContain("a.md");
  });

  it("lists in JSON what a repair could not save", async () => {
    const cwd = testFolder({ "a.md": longDocument(4), "b.md": "# B\n" });
    await runCli(["index", "."], { cwd });
    const file = join(cwd, ".tokenpak", "registry.db");
    const bytes = readFileSync(file);
    const at = bytes.indexOf("# B\n", 0, "latin1");
    bytes.write("# C\n", at, "latin1");
    writeFileSync(file, bytes);
    const { document, code } = await doctorJson(cwd, ["--repair"]);
    expect(code).toBe(0);
    const [repair] = document.repairs ?? [];
    expect([repair?.repaired, repair?.damage.length]).toEqual([true, 1]);
    const lost = [...(repair?.lostOriginals ?? []), ...(repair?.lostVersions ?? [])];
    expect(lost).toHaveLength(1);
    const text = (await runCli(["index", "."], { cwd })).stdout;
    expect(text).toContain("2 files");
    expect((await doctorJson(cwd)).document.ok).toBe(true);
  });

  it("looks after the user's originals as well", async () => {
    const cwd = testFolder({ "a.md": longDocument(40) });
    await runCli(["compress", "a.md"], { cwd });
    const file = join(cwd, "home", "originals.db");
    expect((await doctorJson(cwd)).status).toMatchObject({ originals: "ok" });
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.from(bytes).fill(0, 0, 100));
    expect(await doctorJson(cwd)).toMatchObject({ code: 1, status: { originals: "fail" } });
    const { code, stdout } = await runCli(["doctor", "--repair"], { cwd });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^repaired {2}.*: 1 original\n/)]);
    expect((await doctorJson(cwd)).status).toMatchObject({ originals: "ok" });
  });

  it("looks after the user's ledger of usage as well", async () => {
    const cwd = testFolder({ "home/none": "" });
    const file = join(cwd, "home", "ledger.db");
    const ledger = new SqliteLedger(file);
    ledger.record({ completions: [1, 2, 3].map((number) => requestOf(`request ${number}`)) });
    const { connection } = ledger.database;
    expect((await doctorJson(cwd)).status).toMatchObject({ ledger: "ok" });
    connection.exec("UPDATE rollups SET output = output + 1");
    ledger.close();
    expect(await doctorJson(cwd)).toMatchObject({ code: 1, status: { ledger: "fail" } });
    const sums = await runCli(["doctor", "--repair"], { cwd });
    expect([sums.code, sums.stdout]).toEqual([
      0,
      expect.stringMatching(/^repaired {2}.*ledger\.db: 3 requests, 0 savings\nsums {2}made anew/),
    ]);
    writeFileSync(file, readFileSync(file).fill(0, 0, 100));
    expect(await doctorJson(cwd)).toMatchObject({ code: 1, status: { ledger: "fail" } });
    const { code, stdout } = await runCli(["doctor", "--repair"], { cwd });
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^repaired {2}.*: 3 requests, 0 savings\nkept .*ledger\.db\.damaged-1\nlost {2}nothing/,
      ),
    ]);
    const again = await doctorJson(cwd, ["--repair"]);
    expect(again.document.ledgerRepair).toMatchObject({ database: file, repaired: false });
    expect(again.status).toMatchObject({ ledger: "ok" });
    expect((await doctorJson(cwd)).document).not.toHaveProperty("ledgerRepair");
  });

  it("tells of what a repair of the ledger lost", () => {
    const lost = { records: 1, names: 2, sums: 3, settlements: 4, limits: 5 };
    const text = ledgerRepairText(
      {
        database: "/l.db",
        repaired: true,
        damage: ["x"],
        keptAs: "/l.db.damaged-1",
        completions: 5,
        savings: 6,
        lost,
        readsLogsAgain: true,
      },
      styleFor({ isTTY: false, write: () => true }, { env: {} }),
    );
    expect(text.split("\n").map((line) => line.slice(0, 14))).toEqual([
      "repaired  /l.d",
      "kept  the dama",
      "lost  1 record",
      "lost  2 names:",
      "lost  3 sums o",
      "lost  4 settle",
      "lost  5 change",
      "again  logs of",
      "",
    ]);
  });

  it("shows how far it is when that takes longer than a second", async () => {
    const cwd = testFolder({ "a.md": longDocument(4) });
    await runCli(["index", "."], { cwd });
    const { stderr } = await runCli(["doctor"], { cwd, tickMs: 2000 });
    expect(stderr).toMatch(/looking at .*: (structure|blocks|originals|search index)/);
  });

  it("warns of an index of an older version, which is upgraded when it is next written", async () => {
    const cwd = testFolder({ "a.md": longDocument(4) });
    await runCli(["index", "."], { cwd });
    const file = join(cwd, ".tokenpak", "registry.db");
    const bytes = readFileSync(file);
    // The version of the schema (https://sqlite.org/fileformat2.html#the_database_header).
    bytes.writeUInt32BE(bytes.readUInt32BE(60) - 1, 60);
    writeFileSync(file, bytes);
    const { code, stdout } = await runCli(["doctor"], { cwd });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^warn {2}index .*older version/m)]);
    await runCli(["index", "."], { cwd });
    expect((await doctorJson(cwd)).status.index).toBe("ok");
  });

  it("repairs nothing where there is no index or no registry", async () => {
    const cwd = testFolder({ "bad.db": "no database, by its bytes" });
    expect((await runCli(["doctor", "--repair"], { cwd })).code).toBe(0);
    const { code, stderr } = await runCli(["doctor", "--repair", "--db", "bad.db"], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining("nothing of a registry")]);
    expect(readFileSync(join(cwd, "bad.db"), "utf8")).toBe("no database, by its bytes");
  });

  it("fails where the user's folder cannot be one", async () => {
    const cwd = testFolder({ home: "a file" });
    const { code, status } = await doctorJson(cwd);
    expect([code, status["user folder"]]).toEqual([1, "fail"]);
  });

  it("creates nothing", async () => {
    const cwd = testFolder();
    const { document } = await doctorJson(cwd);
    const folder = document.checks.find(({ name }) => name === "user folder");
    expect(folder?.detail).toContain("will be created");
  });
});

describe("checkInstallation", () => {
  it("takes Node 20.19 and newer", async () => {
    const statusOf = async (version: string) => (await checkInstallation(version))[0]?.status;
    expect(await statusOf("20.18.3")).toBe("fail");
    expect(await statusOf("18.20.0")).toBe("fail");
    expect(await statusOf("20.19.0")).toBe("ok");
    expect(await statusOf("22.1.0")).toBe("ok");
  });
});
