import { describe, expect, it } from "vitest";
import { runCli, testFolder } from "./__fixtures__/run-cli.ts";
import { COMMANDS } from "./commands.ts";
import { cliVersion } from "./version.ts";

const commands = () => Promise.all(Object.values(COMMANDS).map((load) => load()));

const world = () => ({ cwd: testFolder() });

describe("main", () => {
  it("shows help with every command for --help, -h, help and nothing", async () => {
    for (const argv of [["--help"], ["-h"], ["help"], []]) {
      const { code, stdout, stderr } = await runCli(argv, world());
      expect([code, stderr]).toEqual([0, ""]);
      for (const {
        meta: { name, description },
      } of await commands()) {
        expect(stdout).toMatch(new RegExp(`${name} +${description}`));
      }
    }
  });

  it("shows each command's help with examples, whatever else is on the line", async () => {
    for (const {
      meta: { name },
      args,
      examples,
    } of await commands()) {
      const { code, stdout } = await runCli([name, "--bogus", "--help"], world());
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`^Usage: tokenpak ${name}`));
      for (const [line] of examples) expect(stdout).toContain(line);
      for (const [key, { type }] of Object.entries(args)) {
        expect(stdout).toContain(type === "positional" ? key : `--${key}`);
      }
      expect(stdout).toContain("--json");
      const byHelp = await runCli(["help", name], world());
      expect(byHelp.stdout).toBe(stdout);
    }
  });

  it("keeps help within 100 characters, and within a narrower terminal", async () => {
    for (const name of Object.keys(COMMANDS)) {
      const plain = await runCli([name, "--help"], world());
      const narrow = await runCli([name, "--help"], {
        ...world(),
        tty: true,
        env: { NO_COLOR: "1" },
      });
      const longest = (text: string) => Math.max(...text.split("\n").map((line) => line.length));
      expect(longest(plain.stdout)).toBeLessThanOrEqual(100);
      expect(longest(narrow.stdout)).toBeLessThanOrEqual(longest(plain.stdout));
    }
  });

  it("shows the version, as JSON too", async () => {
    expect((await runCli(["--version"], world())).stdout).toBe(`${cliVersion()}\n`);
    expect((await runCli(["-v"], world())).stdout).toBe(`${cliVersion()}\n`);
    const { stdout } = await runCli(["--version", "--json"], world());
    expect(JSON.parse(stdout)).toEqual({ schema: "tokenpak.version/1", version: cliVersion() });
  });

  it("shows the version that it is told to", async () => {
    const { stdout } = await runCli(["--version"], { ...world(), version: "7.8.9" });
    expect(stdout).toBe("7.8.9\n");
  });

  it("refuses an unknown command with exit code 2 and a suggestion", async () => {
    const near = await runCli(["serch", "x"], world());
    expect(near).toMatchObject({ code: 2, stdout: "" });
    expect(near.stderr).toBe('error: Unknown command "serch". Did you mean search?\n');
    const far = await runCli(["frobnicate"], world());
    expect(far.code).toBe(2);
    expect(far.stderr).toContain(
      "Known: index, search, pack, cost, budget, stats, compress, expand, prune, doctor.",
    );
    for (const name of ["toString", "__proto__", "constructor"]) {
      expect((await runCli([name], world())).stderr).toContain(`Unknown command "${name}"`);
    }
  });

  it("refuses an unknown flag with exit code 2 and a suggestion", async () => {
    const { code, stderr } = await runCli(["compress", "--max-token", "5"], world());
    expect(code).toBe(2);
    expect(stderr).toContain("Unknown flag --max-token. Did you mean --max-tokens?");
    expect((await runCli(["--bogus"], world())).code).toBe(2);
  });

  it("refuses missing and superfluous arguments with exit code 2", async () => {
    const missing = await runCli(["search"], world());
    expect(missing).toMatchObject({ code: 2, stderr: "error: <query> is missing.\n" });
    const surplus = await runCli(["search", "two", "words"], world());
    expect(surplus.code).toBe(2);
    expect(surplus.stderr).toContain("put that in quotes");
    expect((await runCli(["stats", "x"], world())).code).toBe(2);
    expect((await runCli(["--json"], world())).code).toBe(2);
  });

  it("writes errors as JSON on stderr with --json, and nothing on stdout", async () => {
    const { code, stdout, stderr } = await runCli(["stats", "--json", "--bogus"], world());
    expect([code, stdout]).toEqual([2, ""]);
    expect(JSON.parse(stderr)).toEqual({
      schema: "tokenpak.error/1",
      code: "WRONG_USE",
      message: expect.stringContaining("--bogus"),
      exitCode: 2,
    });
  });

  it("takes flags in front of the command as well as behind it", async () => {
    const { code, stderr } = await runCli(["--json", "--db", "missing.db", "stats"], world());
    expect(code).toBe(1);
    expect(JSON.parse(stderr)).toMatchObject({ code: "STORE_UNAVAILABLE", exitCode: 1 });
  });

  it("colours on a terminal, unless NO_COLOR or TERM=dumb is set, and in a pipe only with FORCE_COLOR", async () => {
    const colour = "\u001b[";
    const bare = await runCli(["--help"], world());
    const forced = await runCli(["--help"], { ...world(), env: { FORCE_COLOR: "1" } });
    const terminal = await runCli(["--help"], { ...world(), tty: true });
    const refused = await runCli(["--help"], { ...world(), tty: true, env: { NO_COLOR: "1" } });
    const dumb = await runCli(["--help"], { ...world(), tty: true, env: { TERM: "dumb" } });
    expect(
      [bare, forced, terminal, refused, dumb].map(({ stdout }) => stdout.includes(colour)),
    ).toEqual([false, true, true, false, false]);
  });
});
