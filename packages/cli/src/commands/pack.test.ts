import { join } from "node:path";
import { countTokens } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { longDocument, runCli, testFolder } from "../__fixtures__/run-cli.ts";
import type { PackDocument } from "./pack.ts";

async function indexedFolder(): Promise<string> {
  const cwd = testFolder({
    "docs/lamps.md": "# Lamps\n\nA lamp is lit by hand.\n\n## Prices\n\nA lamp costs 819 euros.\n",
    "docs/clocks.md": "# Clocks\n\nA clock ticks.\n",
    "house.md": longDocument(),
  });
  await runCli(["index", "."], { cwd });
  return cwd;
}

async function packJson(argv: readonly string[], cwd: string): Promise<PackDocument> {
  const { code, stdout, stderr } = await runCli(["pack", "--json", ...argv], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as PackDocument;
}

describe("tokenpak pack", () => {
  it("prints a context within the budget, and a receipt for each file on stderr", async () => {
    const cwd = await indexedFolder();
    const { code, stdout, stderr } = await runCli(
      ["pack", "what does a lamp cost", "--budget", "400"],
      { cwd },
    );
    expect(code).toBe(0);
    expect(stdout).toContain("## docs/lamps.md\n# Lamps\n");
    expect(countTokens(stdout)).toBeLessThanOrEqual(400);
    expect(stderr).toMatch(/^\d+ of 400 tokens, 2 files, (the best choice|at most)/);
    expect(stderr).toMatch(
      /\nhouse\.md: md · \S+ · [\d,]+ -> \d+ tokens, .* of \d+ facts · whole: /,
    );
    const [, ref = ""] = /whole: tokenpak expand (\S+)/.exec(stderr) ?? [];
    expect((await runCli(["expand", ref], { cwd })).stdout).toBe(longDocument());
    const found = await packJson(["what does a lamp cost", "--budget", "400"], cwd);
    expect(found).toMatchObject({ schema: "tokenpak.pack/1", budget: 400, reserve: 0, gone: [] });
    expect(found).toMatchObject({ text: stdout, tokens: countTokens(stdout) });
    expect(found.parts.map(({ path }) => path)).toContain("docs/lamps.md");
  });

  it("shows a pinned file first, leaves the reserve free, and names what it does not show", async () => {
    const cwd = await indexedFolder();
    const argv = ["lamp", "--budget=160", "--reserve=60", "--pin=docs/clocks.md"];
    const found = await packJson(argv, cwd);
    expect(found.parts[0]).toMatchObject({
      path: "docs/clocks.md",
      pinned: true,
      grade: "byte-exact",
    });
    expect(found.tokens).toBeLessThanOrEqual(100);
    expect(found.parts.length + found.omitted.length).toBe(3);
    const refused = await runCli(["pack", "lamp", "--budget=20", "--pin=house.md"], { cwd });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/"house.md".* Raise the budget or lower its reserve by \d+/);
  });

  it("takes what is pinned as it is seen from the working folder, else as the index has it", async () => {
    const root = testFolder({
      "a.md": "An owl.\n",
      "docs/a.md": "A heron.\n",
      "b.md": "A crow.\n",
    });
    await runCli(["index", "."], { cwd: root });
    const cwd = join(root, "docs");
    const pins = ["a.md", "../a.md", "b.md", join(root, "docs", "a.md")];
    const found = await packJson(["zeppelin", ...pins.map((pin) => `--pin=${pin}`)], cwd);
    expect(found.parts.map(({ path }) => path)).toEqual(["docs/a.md", "a.md", "b.md"]);
  });

  it("says what is wrong, and how to go on", async () => {
    const cwd = await indexedFolder();
    const run = async (...argv: string[]) => {
      const { code, stderr } = await runCli(["pack", ...argv], { cwd });
      return `${code} ${stderr}`;
    };
    expect(await run("lamp", "--pin", "nowhere.md")).toMatch(
      /^1 .*"nowhere.md" is not in the index/,
    );
    expect(await run("lamp", "--budget=5", "--reserve=9")).toMatch(
      /^2 .*--reserve is 9, more than/,
    );
    expect(await run("lamp", "--budget=0")).toMatch(/^2 .*--budget must be an integer/);
    expect(await run("zeppelin")).toBe('0 Nothing found for "zeppelin". Try other words.\n');
  });
});
