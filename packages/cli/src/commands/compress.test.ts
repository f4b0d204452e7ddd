import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countTokens, parseEnvelope } from "@tokenpak/core";
import { unpack } from "@tokenpak/engines";
import { BlockRegistry } from "@tokenpak/registry";
import { describe, expect, it } from "vitest";
import { type CliWorld, longDocument, runCli, testFolder } from "../__fixtures__/run-cli.ts";
import type { CompressDocument } from "./compress.ts";

const DOCUMENT = longDocument();
const ROWS = JSON.stringify(
  Array.from({ length: 60 }, (_, id) => ({
    id,
    name: `lamp ${id}`,
    lit: id % 2 === 0,
    price: id * 3,
  })),
);

async function compressJson(argv: readonly string[], world: CliWorld): Promise<CompressDocument> {
  const { code, stdout, stderr } = await runCli(["compress", "--json", ...argv], world);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as CompressDocument;
}

describe("tokenpak compress", () => {
  it("prints the packed text on stdout and one line of receipt on stderr", async () => {
    const cwd = testFolder({ "rows.json": ROWS });
    const { code, stdout, stderr } = await runCli(["compress", "rows.json"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^json · [a-z-]+ · [\d,]+ -> [\d,]+ tokens, -\d+\.\d % · \d+ of \d+ facts · whole: tokenpak expand tp:[0-9a-f]{10}\n$/,
    );
    expect(countTokens(stdout)).toBeLessThan(countTokens(ROWS));
    expect(stderr).toContain(`-> ${countTokens(stdout)} tokens`);
  });

  it("gives values back by unpack at the floor value-exact", async () => {
    const cwd = testFolder({ "rows.json": ROWS });
    const argv = ["rows.json", "--floor", "value-exact"];
    const { text, grade } = await compressJson(argv, { cwd });
    expect(["byte-exact", "value-exact"]).toContain(grade);
    expect(JSON.parse(unpack(text))).toEqual(JSON.parse(ROWS));
  });

  it("reads stdin for - and for no file", async () => {
    const cwd = testFolder();
    const dashed = await runCli(["compress", "-", "--max-tokens", "300"], { cwd, stdin: DOCUMENT });
    const bare = await runCli(["compress", "--max-tokens", "300"], { cwd, stdin: DOCUMENT });
    expect(dashed.code).toBe(0);
    expect(bare.bytes).toEqual(dashed.bytes);
  });

  it("never prints more tokens than the limit", async () => {
    const cwd = testFolder();
    for (const limit of [1, 2, 7, 40, 300]) {
      const { code, stdout } = await runCli(["compress", "--max-tokens", `${limit}`], {
        cwd,
        stdin: DOCUMENT,
      });
      expect(code).toBe(0);
      expect(countTokens(stdout)).toBeLessThanOrEqual(limit);
    }
  });

  it("keeps what answers the query, and what is to be preserved", async () => {
    const cwd = testFolder();
    const world = { cwd, stdin: DOCUMENT };
    const limit = ["--max-tokens", "250"];
    const asked = await runCli(["compress", ...limit, "--query", "price 819 euros"], world);
    expect(asked.stdout).toContain("819 euros");
    const kept = await runCli(["compress", ...limit, "--preserve", "room 31"], world);
    expect(kept.stdout).toContain("room 31");
  });

  it("leaves a short text unchanged, byte for byte, and says so", async () => {
    const text = "\uFEFFone\r\ntwo  \n";
    const cwd = testFolder({ "a.txt": text });
    const { code, bytes, stderr } = await runCli(["compress", "a.txt"], { cwd });
    expect(code).toBe(0);
    expect(bytes).toEqual(Buffer.from(text));
    expect(stderr).toMatch(/^text · unchanged · byte-exact · \d+ tokens\n$/);
    expect(existsSync(join(cwd, "home"))).toBe(false);
  });

  it("takes an empty input", async () => {
    const { code, stdout, stderr } = await runCli(["compress"], { cwd: testFolder(), stdin: "" });
    expect([code, stdout, stderr]).toEqual([0, "", "text · unchanged · byte-exact · 0 tokens\n"]);
  });

  it("ends the output with a line break on a terminal only", async () => {
    const cwd = testFolder({ "a.txt": "no line break" });
    const terminal = await runCli(["compress", "a.txt"], { cwd, tty: true });
    expect(terminal.stdout).toBe("no line break\n");
    expect((await runCli(["compress", "a.txt"], { cwd })).stdout).toBe("no line break");
  });

  it("stores the original in the user's folder where there is no project", async () => {
    const cwd = testFolder({ "long.md": DOCUMENT });
    const { ref, storedIn, unchanged } = await compressJson(["long.md", "--max-tokens", "200"], {
      cwd,
    });
    expect([storedIn, unchanged]).toEqual([join(cwd, "home", "originals.db"), false]);
    const { bytes } = await runCli(["expand", ref], { cwd });
    expect(bytes).toEqual(Buffer.from(DOCUMENT));
  });

  it("stores the original in the project's database where there is one above, or in --db", async () => {
    const cwd = testFolder({ "docs/long.md": DOCUMENT });
    const project = join(cwd, ".tokenpak", "registry.db");
    new BlockRegistry(project).close();
    const docs = { cwd: join(cwd, "docs"), env: { TOKENPAK_HOME: join(cwd, "home") } };
    const inProject = await compressJson(["long.md", "--max-tokens", "200"], docs);
    expect(inProject.storedIn).toBe(project);
    expect(existsSync(join(cwd, "home"))).toBe(false);
    const named = await compressJson(["long.md", "--max-tokens", "200", "--db", "x.db"], docs);
    expect(named.storedIn).toBe(join(cwd, "docs", "x.db"));
  });

  it("gives everything as JSON, and the same text as without", async () => {
    const cwd = testFolder({ "long.md": DOCUMENT });
    const argv = ["long.md", "--max-tokens", "400"];
    const document = await compressJson(argv, { cwd });
    const plain = await runCli(["compress", ...argv], { cwd });
    expect(document).toMatchObject({
      schema: "tokenpak.compress/1",
      kind: "markdown",
      processor: "markdown",
      unchanged: false,
      tokensBefore: countTokens(DOCUMENT),
      tokens: countTokens(plain.stdout),
      text: plain.stdout,
    });
    expect(document.omissions.length).toBeGreaterThan(0);
    expect(document.facts.kept).toBeLessThan(document.facts.extracted);
    expect(parseEnvelope(document.text)?.ref).toBe(document.ref);
  });

  it("leaves out the envelope with --bare, and takes the kind that it is told", async () => {
    const cwd = testFolder({ "long.md": DOCUMENT });
    const argv = ["long.md", "--max-tokens", "300"];
    const bare = await compressJson([...argv, "--bare"], { cwd });
    expect(parseEnvelope(bare.text)).toBeUndefined();
    expect((await compressJson([...argv, "--kind", "text"], { cwd })).kind).toBe("text");
  });

  it("believes the command that printed the text", async () => {
    const cwd = testFolder({ "out.txt": "one\ntwo\n" });
    const told = await compressJson(["out.txt", "--command", "cargo test --all"], { cwd });
    expect(told.kind).toBe("build");
    expect((await compressJson(["out.txt"], { cwd })).kind).toBe("text");
  });

  it("refuses wrong limits, floors and kinds with exit code 2", async () => {
    const cwd = testFolder({ "a.md": DOCUMENT });
    for (const limit of ["0", "abc", "-5", "1.5", ""]) {
      const { code, stdout, stderr } = await runCli(["compress", "a.md", "--max-tokens", limit], {
        cwd,
      });
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("at least 1");
    }
    const floor = await runCli(["compress", "a.md", "--floor", "exact"], { cwd });
    expect(floor.code).toBe(2);
    expect(floor.stderr).toContain("byte-exact, value-exact");
    expect((await runCli(["compress", "a.md", "--kind", "jsno"], { cwd })).stderr).toContain(
      "Did you mean json?",
    );
  });

  it("fails where an explicit floor cannot fit, and names the size that would", async () => {
    const cwd = testFolder({ "a.md": DOCUMENT });
    const argv = ["compress", "a.md", "--max-tokens", "20", "--floor", "value-exact", "--json"];
    const { code, stdout, stderr } = await runCli(argv, { cwd });
    expect([code, stdout]).toEqual([1, ""]);
    expect(JSON.parse(stderr)).toMatchObject({ code: "FLOOR_UNSATISFIABLE" });
  });

  it("refuses bytes that are not UTF-8 and says how to convert them", async () => {
    const cwd = testFolder({
      "latin.txt": Buffer.from("na\xefve caf\xe9", "latin1"),
      "wide.txt": Buffer.from("\uFEFFwide", "utf16le"),
      "image.png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]),
    });
    const refused = async (argv: string[], stdin?: Uint8Array) => {
      const { code, stdout, stderr } = await runCli(["compress", ...argv], {
        cwd,
        ...(stdin && { stdin }),
      });
      expect([code, stdout]).toEqual([1, ""]);
      return stderr;
    };
    expect(await refused(["latin.txt"])).toContain("iconv -f WINDOWS-1252 -t UTF-8 latin.txt");
    expect(await refused(["wide.txt"])).toContain("iconv -f UTF-16 -t UTF-8 wide.txt");
    expect(await refused(["image.png"])).toContain("binary");
    expect(await refused([], Buffer.from([0xff, 0x41]))).toContain("standard input is not UTF-8");
  });

  it("refuses what is no readable file", async () => {
    const cwd = testFolder({ "folder/a.md": "a" });
    const missing = await runCli(["compress", "none.md"], { cwd });
    expect([missing.code, missing.stderr]).toEqual([
      1,
      "error: none.md does not exist. Check the path.\n",
    ]);
    const folder = await runCli(["compress", "folder"], { cwd });
    expect(folder.code).toBe(1);
    expect(folder.stderr).toContain("tokenpak index folder");
    const terminal = await runCli(["compress"], { cwd });
    expect(terminal.code).toBe(2);
    expect(terminal.stderr).toContain("Nothing to read");
  });

  it("leaves nothing out where the original cannot be stored, and says why", async () => {
    const home = "a file, where a folder should be";
    const cwd = testFolder({ "rows.json": ROWS, home });
    const stored = await compressJson(["rows.json"], {
      cwd,
      env: { TOKENPAK_HOME: join(cwd, "other") },
    });
    expect(stored.omissions.length).toBeGreaterThan(0);
    const { code, stdout, stderr } = await runCli(["compress", "rows.json"], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(unpack(stdout))).toEqual(JSON.parse(ROWS));
    expect(stderr).toContain("warning: The original could not be stored");
    const limited = await runCli(["compress", "rows.json", "--max-tokens", "50"], { cwd });
    expect([limited.code, limited.stdout]).toEqual([1, ""]);
    expect(limited.stderr).toContain("could not be stored");
  });

  it("leaves nothing out of a text with a secret, and stores nothing", async () => {
    const secret = `AKIA${"ABCDEFGHIJKLMNOP"}`;
    const cwd = testFolder({ "a.md": `${DOCUMENT}\nkey ${secret}\n` });
    const { stdout, stderr } = await runCli(["compress", "a.md"], { cwd });
    expect(unpack(stdout)).toBe(readFileSync(join(cwd, "a.md"), "utf8"));
    expect(stderr).toContain("looks like a secret (AWS access key)");
    expect(stderr).not.toContain(secret);
  });

  it.skipIf(process.getuid?.() === 0)("says that a file is not readable", async () => {
    const cwd = testFolder({ "a.md": "a" });
    chmodSync(join(cwd, "a.md"), 0);
    const { code, stderr } = await runCli(["compress", "a.md"], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringContaining("permission denied")]);
  });

  it("says on a terminal what it is at before it packs a long text, and in a pipe nothing but the receipt", async () => {
    const cwd = testFolder();
    const stdin = "The lamp was lit, and nobody spoke for a while.\n".repeat(25_000);
    const argv = ["compress", "--max-tokens", "50"];
    const terminal = await runCli(argv, { cwd, stdin, tty: true, env: { NO_COLOR: "1" } });
    const [, line, receipt] = terminal.stderr.split("\r\u001b[K");
    expect([line, receipt]).toEqual(["packing 1.2 MB ...", expect.stringMatching(/^text · /)]);
    const { stderr } = await runCli(argv, { cwd, stdin });
    expect(stderr).toMatch(/^text · [^\n]*\n$/);
  });

  it("reads relative paths from the working folder it was given", async () => {
    const cwd = testFolder({ "sub/a.txt": "here" });
    writeFileSync(join(cwd, "a.txt"), "there");
    const { stdout } = await runCli(["compress", "a.txt"], { cwd: join(cwd, "sub") });
    expect(stdout).toBe("here");
  });
});
