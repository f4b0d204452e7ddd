import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { longDocument, runCli, testFolder } from "../__fixtures__/run-cli.ts";
import { checkInstallation } from "../checks/check-installation.ts";
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
    expect(document.checks.find(({ name }) => name === "index")?.detail).toContain(
      "2 files, 2 originals, schema 1",
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
