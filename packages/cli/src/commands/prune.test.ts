import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BlockRegistry } from "@tokenpak/registry";
import { describe, expect, it } from "vitest";
import { longDocument, runCli, testFolder } from "../__fixtures__/run-cli.ts";
import type { PruneDocument } from "./prune.ts";

async function changedThrice(): Promise<string> {
  const cwd = testFolder({ "a.md": "# One\n" });
  await runCli(["index", "."], { cwd });
  for (const text of ["# Second\n", "# Third one\n"]) {
    writeFileSync(join(cwd, "a.md"), text);
    await runCli(["index", "."], { cwd });
  }
  return cwd;
}

function versionsIn(cwd: string): number {
  using registry = new BlockRegistry(join(cwd, ".tokenpak", "registry.db"), { readOnly: true });
  return registry.history("a.md").length;
}

describe("tokenpak prune", () => {
  it("lets go of old versions, one by default staying", async () => {
    const cwd = await changedThrice();
    expect(versionsIn(cwd)).toBe(3);
    const two = await runCli(["prune", "--keep-versions", "2"], { cwd });
    expect([two.code, two.stderr]).toEqual([0, ""]);
    expect(two.stdout).toMatch(
      /^1 old version and \d originals? let go; the database has [\d.]+ kB, before [\d.]+ kB\n$/,
    );
    expect(versionsIn(cwd)).toBe(2);
    const { stdout } = await runCli(["prune", "--json"], { cwd });
    const document = JSON.parse(stdout) as PruneDocument;
    expect(document).toMatchObject({ schema: "tokenpak.prune/1", versions: 1 });
    expect(document.database).toBe(join(cwd, ".tokenpak", "registry.db"));
    expect(versionsIn(cwd)).toBe(1);
  });

  it("keeps an original whose ref was given out", async () => {
    const cwd = testFolder({ "a.md": longDocument() });
    await runCli(["index", "."], { cwd });
    const run = await runCli(["search", "lamp", "--budget", "300", "--json"], { cwd });
    const [part] = (JSON.parse(run.stdout) as { context: { parts: { ref: string }[] } }).context
      .parts;
    writeFileSync(join(cwd, "a.md"), "# Nothing is left\n");
    await runCli(["index", "."], { cwd });
    await runCli(["prune"], { cwd });
    const whole = await runCli(["expand", part?.ref ?? ""], { cwd });
    expect([whole.code, whole.stdout]).toEqual([0, longDocument()]);
  });

  it("does not make a database where there is none, and refuses what is no number", async () => {
    const cwd = testFolder();
    expect((await runCli(["prune"], { cwd })).stderr).toContain("There is no index");
    const { code, stderr } = await runCli(["prune", "--db", "none.db"], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining("does not exist")]);
    expect(existsSync(join(cwd, "none.db"))).toBe(false);
    expect((await runCli(["prune", "--keep-versions", "0"], { cwd })).code).toBe(2);
  });
});
