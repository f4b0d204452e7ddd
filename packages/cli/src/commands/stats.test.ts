import { join } from "node:path";
import { BlockRegistry } from "@tokenpak/registry";
import { describe, expect, it } from "vitest";
import { longDocument, runCli, testFolder } from "../__fixtures__/run-cli.ts";
import type { StatsDocument } from "./stats.ts";

describe("tokenpak stats", () => {
  it("prints totals and a table by type", async () => {
    const cwd = testFolder({
      "a.md": longDocument(3),
      "b.md": "# B\n",
      "c.json": '{"a": [1, 2]}',
    });
    await runCli(["index", "."], { cwd });
    const { code, stdout, stderr } = await runCli(["stats"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    const { stdout: json } = await runCli(["stats", "--json"], { cwd });
    const document = JSON.parse(json) as StatsDocument;
    const { totalRawTokens: raw, totalCompressedTokens: compressed } = document;
    expect(document).toMatchObject({
      schema: "tokenpak.stats/1",
      database: join(cwd, ".tokenpak", "registry.db"),
      totalFiles: 3,
      savedPercent: (100 * (raw - compressed)) / raw,
      byType: { md: { files: 2 }, json: { files: 1 } },
    });
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(
      /^3 files, [\d,]+ tokens, compressed [\d,]+ \(.+ %, ratio \d\.\d\d\), \d+\.\d % of facts kept$/,
    );
    expect(lines[1]).toMatch(/registry\.db, [\d.]+ (?:kB|MB)$/);
    expect(lines.slice(3).map((line) => line.split(/ +/).slice(0, 2).join(" "))).toEqual([
      "type files",
      "md 2",
      "json 1",
      "",
    ]);
  });

  it("shows an empty index as such", async () => {
    const cwd = testFolder();
    new BlockRegistry(join(cwd, "x.db")).close();
    const { stdout } = await runCli(["stats", "--db", "x.db"], { cwd });
    expect(stdout).toMatch(
      /^0 files, 0 tokens, compressed 0 \(0\.0 %, ratio 0\.00\)\n.*x\.db, .*\n$/,
    );
    const { stdout: json } = await runCli(["stats", "--db", "x.db", "--json"], { cwd });
    expect(JSON.parse(json)).toMatchObject({ totalFiles: 0, savedPercent: 0, byType: {} });
  });

  it("says that there is no index, and that a database is missing", async () => {
    const cwd = testFolder();
    expect((await runCli(["stats"], { cwd })).stderr).toContain("There is no index");
    const { code, stderr } = await runCli(["stats", "--db", "none.db"], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining("does not exist")]);
  });
});
