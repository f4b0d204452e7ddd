import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countTokens } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { runCli, testFolder } from "../__fixtures__/run-cli.ts";
import type { SearchDocument } from "./search.ts";

async function indexedFolder(): Promise<string> {
  const cwd = testFolder({
    "docs/lamps.md": "# Lamps\n\nA lamp is lit by hand.\n\n## Prices\n\nA lamp costs 819 euros.\n",
    "docs/clocks.md": "# Clocks\n\nA clock ticks.\n",
    "src/light-lamp.ts": "const a = 1;\n\nexport function lightLamp(): number {\n  return a;\n}\n",
  });
  await runCli(["index", "."], { cwd });
  return cwd;
}

async function searchJson(argv: readonly string[], cwd: string): Promise<SearchDocument> {
  const { code, stdout, stderr } = await runCli(["search", "--json", ...argv], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as SearchDocument;
}

describe("tokenpak search", () => {
  it("prints places as path:line with a snippet and what matched", async () => {
    const cwd = await indexedFolder();
    const { code, stdout, stderr } = await runCli(["search", "lamp costs euros"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    const [head = "", ...rest] = stdout.split("\n");
    const [, path = "", line = ""] = /^(\S+):(\d+) {2}\S/.exec(head) ?? [];
    expect(path).toBe("docs/lamps.md");
    expect(Number(line)).toBeGreaterThanOrEqual(1);
    expect(rest.join("\n")).toContain("    A lamp costs 819 euros.");
    expect(head).toContain("costs");
  });

  it("marks what was sought, on a terminal only", async () => {
    const cwd = await indexedFolder();
    const terminal = await runCli(["search", "lamps lit"], { cwd, tty: true });
    expect(terminal.stdout).toContain(
      "    A \u001b[31mlamp\u001b[39m is \u001b[31mlit\u001b[39m by hand.",
    );
    expect((await runCli(["search", "lamps lit"], { cwd })).stdout).not.toContain("\u001b");
    const env = { NO_COLOR: "1" };
    const plain = await runCli(["search", "lamps lit"], { cwd, tty: true, env });
    expect(plain.stdout).not.toContain("\u001b");
  });

  it("shows paths that open from where it was asked", async () => {
    const cwd = await indexedFolder();
    const fromDocs = await searchJson(["lightLamp"], join(cwd, "docs"));
    expect(fromDocs.hits[0]).toMatchObject({
      path: "src/light-lamp.ts",
      file: join(cwd, "src/light-lamp.ts"),
    });
    const fromSource = await searchJson(["lightLamp"], join(cwd, "src"));
    expect(fromSource.hits[0]?.file).toBe("light-lamp.ts");
    renameSync(join(cwd, "src"), join(cwd, "docs", "src"));
    const gone = await searchJson(["lightLamp"], cwd);
    expect(gone.hits[0]?.file).toBe("src/light-lamp.ts");
  });

  it("follows a project that was moved", async () => {
    const cwd = await indexedFolder();
    const parent = testFolder();
    renameSync(join(cwd, ".tokenpak"), join(parent, ".tokenpak"));
    mkdirSync(join(parent, "src"));
    writeFileSync(join(parent, "src/light-lamp.ts"), "moved");
    expect((await searchJson(["lightLamp"], parent)).hits[0]?.file).toBe("src/light-lamp.ts");
  });

  it("gives it as JSON, best first", async () => {
    const cwd = await indexedFolder();
    const document = await searchJson(["lamp", "--top-k", "5"], cwd);
    expect(document).toMatchObject({
      schema: "tokenpak.search/1",
      query: "lamp",
      database: join(cwd, ".tokenpak", "registry.db"),
    });
    expect(document.hits.map(({ path }) => path).sort()).toEqual([
      "docs/lamps.md",
      "src/light-lamp.ts",
    ]);
    const scores = document.hits.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(document.hits[0]).toMatchObject({ why: expect.stringContaining("lamp") });
  });

  it("narrows by type, path and number", async () => {
    const cwd = await indexedFolder();
    const paths = async (...argv: string[]) =>
      (await searchJson(["lamp", ...argv], cwd)).hits.map(({ path }) => path);
    expect(await paths("--type", "ts")).toEqual(["src/light-lamp.ts"]);
    expect(await paths("--type", ".MD")).toEqual(["docs/lamps.md"]);
    expect(await paths("--path", "docs/")).toEqual(["docs/lamps.md"]);
    expect(await paths("--top-k", "1")).toHaveLength(1);
    expect(await paths("--type", "py")).toEqual([]);
  });

  it("finds nothing for punctuation, and for words that are nowhere, with exit code 0", async () => {
    const cwd = await indexedFolder();
    for (const query of ["?!...", "", "zeppelin", "*", '"', "NEAR(", "\u0000"]) {
      const { code, stdout, stderr } = await runCli(["search", query], { cwd });
      expect([query, code, stdout]).toEqual([query, 0, ""]);
      expect(stderr).toMatch(/^Nothing found for /);
      expect((await searchJson([query], cwd)).hits).toEqual([]);
    }
  });

  it("takes a query of 10,000 characters, and one that begins with a dash behind --", async () => {
    const cwd = await indexedFolder();
    expect((await searchJson(["lamp ".repeat(2000)], cwd)).hits.length).toBeGreaterThan(0);
    expect((await searchJson(["--", "-lamp"], cwd)).hits.length).toBeGreaterThan(0);
  });

  it("shows no control characters of a file on the terminal", async () => {
    const cwd = testFolder({ "a.md": "lamp \u001b]0;title\u0007 \u001b[2J end\n" });
    await runCli(["index", "."], { cwd });
    const { stdout } = await runCli(["search", "lamp"], { cwd });
    expect(stdout).toContain("lamp ?]0;title? ?[2J end");
  });

  it("says how to make an index where there is none", async () => {
    const { code, stderr } = await runCli(["search", "x"], { cwd: testFolder() });
    expect([code, stderr]).toEqual([1, expect.stringContaining('Run "tokenpak index ."')]);
  });

  it("refuses a wrong number of hits with exit code 2", async () => {
    const cwd = await indexedFolder();
    for (const topK of ["0", "x", "2.5"]) {
      expect((await runCli(["search", "lamp", "--top-k", topK], { cwd })).code).toBe(2);
    }
  });

  it("packs the files that were found into a budget", async () => {
    const cwd = await indexedFolder();
    const run = await runCli(["search", "lamp costs", "--budget", "44"], { cwd });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain("## docs/lamps.md\n");
    expect(run.stdout).toContain("A lamp costs 819 euros.");
    expect(countTokens(run.stdout)).toBeLessThanOrEqual(44);
    expect(run.stderr).toMatch(/^\d+ of 44 tokens, \d files?, .*\ndocs\/lamps\.md: md/);
    const { context, hits } = await searchJson(["lamp costs", "--budget", "44"], cwd);
    expect(context?.text).toBe(run.stdout);
    expect((context?.parts.length ?? 0) + (context?.omitted.length ?? 0)).toBe(hits.length);
    const ref = context?.parts[0]?.ref ?? "";
    expect((await runCli(["expand", ref], { cwd })).stdout).toContain("# Lamps");
  });

  it("refuses a budget that is no number of tokens", async () => {
    const cwd = await indexedFolder();
    for (const budget of ["0", "-1", "many", "1e3"]) {
      const { code, stderr } = await runCli(["search", "lamp", `--budget=${budget}`], { cwd });
      expect([code, stderr]).toEqual([2, expect.stringContaining("--budget must be an integer")]);
    }
  });
});
