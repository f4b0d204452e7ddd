import { describe, expect, it, vi } from "vitest";
import { repositoryPath } from "./repository-path.ts";

/** Runs an example as `node` would, in this process, and answers what it printed. */
async function run(example: string, ...argv: string[]): Promise<string> {
  const printed: string[] = [];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    printed.push(String(chunk));
    return true;
  });
  const { argv: own } = process;
  process.argv = [process.execPath, example, ...argv];
  try {
    await import(`./${example}.ts`);
  } finally {
    process.argv = own;
    stdout.mockRestore();
  }
  return printed.join("");
}

describe("quick-start", () => {
  it("packs every file of the documentation, and says what was kept", async () => {
    const stdout = await run("quick-start");
    expect(stdout).toMatch(/^DESIGN\.md: .* \d+ of \d+ facts$/m);
    expect(stdout).toMatch(/^decisions\/0001-envelope\.md: /m);
    expect(stdout).toMatch(/\nDESIGN\.md in 200 tokens:\n\[tp:[0-9a-f]{10} /);
  });
});

describe("integration", () => {
  it("indexes a package and finds results", async () => {
    const stdout = await run("integration", repositoryPath("packages/registry/src/search"));
    const files = Number(/^Indexed (\d+) files, \d+ tokens/.exec(stdout)?.[1]);
    expect(files).toBeGreaterThan(10);
    expect(stdout).toContain("\nFound 5 results\n");
    expect(stdout).toMatch(/^\S+\.\w+:\d+ \(.+\)$/m);
    expect(stdout).toMatch(/^\d{1,3} of 400 tokens: \S+/m);
  });
});

describe("usage", () => {
  it("states, reads and collects what was used", async () => {
    expect(await run("usage")).toBe(
      [
        "tracked: 1 request, 1500 tokens, $0.015",
        "openai-chat: 476 in, 1024 from the cache, 20 out, $0.00267",
        "cached: data, hit rate 1",
        "collected: 1 request",
        "nightly: 1 request, $0.00275",
        "",
      ].join("\n"),
    );
  });
});

describe("budget", () => {
  it("keeps to its budgets", async () => {
    const stdout = await run("budget");
    const [, tokens] = /^context: (\d+) of 1500 tokens, gap to the optimum 0$/m.exec(stdout) ?? [];
    expect(Number(tokens)).toBeLessThanOrEqual(1500);
    expect(Number(tokens)).toBeGreaterThan(1400);
    expect(stdout).toMatch(/^buckets: (?:9\d\d|1000) of 1000 tokens, \d+ trims$/m);
    expect(stdout).toContain("\nfirst call granted, second refused\n");
  });
});

describe("session", () => {
  it("shows what changed in a file that is read again, gives it back, and reads a page", async () => {
    const stdout = await run("session");
    expect(stdout).toMatch(/^tool call 3: \d+ -> \d\d tokens, byte-exact, 2 references$/m);
    expect(stdout).toContain("of tool call 1\n// edited by the agent\n... lines ");
    expect(stdout).toContain("given back: true\nstill there after a fork: 2\n");
    expect(stdout).toMatch(/^html, facts-verified: \d+ -> \d\d tokens$/m);
    expect(stdout).toContain("| free | 60 |");
  });
});

describe("demo", () => {
  it("shows this repository searched, packed and given back, and a folder of it indexed, in at most 60 lines", async () => {
    // The whole repository takes its time: `npm run demo` indexes that.
    const stdout = await run("demo", "docs");
    expect(stdout.split("\n").length).toBeLessThanOrEqual(61);
    expect(stdout).toMatch(/\d+ files in /);
    expect(stdout).toMatch(/^[67]\d\d of 700 tokens, \d files?, the best choice$/m);
    const compressed = stdout.slice(stdout.indexOf("$ tokenpak compress"));
    expect(compressed.match(/ of [\d,]+ facts · whole: tokenpak expand tp:/g)).toHaveLength(3);
    expect(stdout).toContain("bytes, equal to packages/");
    expect(stdout).toContain("records, equal to those that went in");
    expect(stdout).not.toContain("warning");
  });
});
