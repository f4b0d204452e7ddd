import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { BlockRegistry } from "@tokenpak/registry";
import { describe, expect, it } from "vitest";
import { type CliWorld, longDocument, runCli, testFolder } from "../__fixtures__/run-cli.ts";
import type { IndexDocument } from "../indexing/index-report.ts";

const FILES = {
  "README.md": longDocument(10),
  "src/lamp.ts":
    "/** Lights a lamp. */\nexport function lightLamp(room: number): string {\n  return String(room);\n}\n",
  "src/rows.json": JSON.stringify(Array.from({ length: 30 }, (_, id) => ({ id, name: `n${id}` }))),
  ".env": "PASSWORD=x\n",
  "package-lock.json": "{}",
  "image.png": Buffer.from([0x89, 0x50, 0, 0]),
};

async function indexJson(argv: readonly string[], world: CliWorld): Promise<IndexDocument> {
  const { code, stdout, stderr } = await runCli(["index", "--json", ...argv], world);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as IndexDocument;
}

describe("tokenpak index", () => {
  it("indexes a folder and sums up what it did and left out", async () => {
    const cwd = testFolder(FILES);
    const { code, stdout, stderr } = await runCli(["index", "."], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^3 files in \d+ ms: 3 new or changed, 0 unchanged, 0 removed\n/);
    expect(stdout).toMatch(
      /\nindex {2}3 files, [\d,]+ -> [\d,]+ tokens \(-\d+\.\d %\), \d+\.\d % of facts kept\n/,
    );
    expect(stdout).toContain("left out 1 binary, 1 lock-file, 1 secret");
    expect(stdout).toContain(join(cwd, ".tokenpak", "registry.db"));
    expect(stdout).not.toContain("image.png");
  });

  it("lists what was left out with --verbose", async () => {
    const cwd = testFolder(FILES);
    const { stdout } = await runCli(["index", ".", "--verbose"], { cwd });
    for (const line of ["secret: .env", "lock-file: package-lock.json", "binary: image.png"]) {
      expect(stdout).toContain(`  ${line}\n`);
    }
  });

  it("takes up what changed, and forgets what is gone", async () => {
    const cwd = testFolder(FILES);
    expect(await indexJson(["."], { cwd })).toMatchObject({ indexed: 3, unchanged: 0, removed: 0 });
    expect(await indexJson(["."], { cwd })).toMatchObject({ indexed: 0, unchanged: 3, removed: 0 });
    writeFileSync(join(cwd, "src/lamp.ts"), "export const lamp = 1;\n");
    rmSync(join(cwd, "src/rows.json"));
    expect(await indexJson(["."], { cwd })).toMatchObject({
      indexed: 1,
      unchanged: 1,
      removed: 1,
      totalFiles: 2,
    });
  });

  it("gives it all as JSON, with sums that the database has too", async () => {
    const cwd = testFolder(FILES);
    const document = await indexJson(["src"], { cwd });
    expect(document).toMatchObject({
      schema: "tokenpak.index/1",
      path: join(cwd, "src"),
      database: join(cwd, ".tokenpak", "registry.db"),
      failed: [],
      skipped: {},
      skippedPaths: [],
    });
    using registry = new BlockRegistry(document.database, { readOnly: true });
    const { totalFiles, totalRawTokens, totalCompressedTokens } = registry.getStats();
    expect(document).toMatchObject({ totalFiles, totalRawTokens, totalCompressedTokens });
  });

  it("keeps one index for a checkout, whatever part of it is indexed", async () => {
    const cwd = testFolder(FILES);
    mkdirSync(join(cwd, ".git"));
    const part = await indexJson(["."], { cwd: join(cwd, "src") });
    expect(part.database).toBe(join(cwd, ".tokenpak", "registry.db"));
    const whole = await indexJson(["."], { cwd });
    expect(whole).toMatchObject({ database: part.database, indexed: 1, unchanged: 2 });
    rmSync(join(cwd, "README.md"));
    expect(await indexJson(["src"], { cwd })).toMatchObject({ removed: 0, totalFiles: 3 });
    expect(await indexJson(["."], { cwd })).toMatchObject({ removed: 1, totalFiles: 2 });
  });

  it("puts the index where commands in the working folder find it, and paths start there", async () => {
    const cwd = testFolder(FILES);
    const part = await indexJson(["src"], { cwd });
    expect(part.database).toBe(join(cwd, ".tokenpak", "registry.db"));
    const { stdout } = await runCli(["search", "lightLamp", "--json"], { cwd });
    expect(JSON.parse(stdout).hits).toMatchObject([{ path: "src/lamp.ts", file: "src/lamp.ts" }]);
    const file = await indexJson(["README.md"], { cwd });
    expect(file).toMatchObject({ database: part.database, indexed: 1, totalFiles: 3 });
  });

  it("puts the index into the folder itself where that lies elsewhere, or the working folder is the home", async () => {
    const target = testFolder(FILES);
    const away = await indexJson([target], { cwd: testFolder() });
    expect(away.database).toBe(join(target, ".tokenpak", "registry.db"));
    const home = testFolder({ "notes/a.md": "# A\n" });
    const link = join(testFolder(), "home");
    symlinkSync(home, link);
    for (const folder of [home, link]) {
      const env = { TOKENPAK_HOME: join(folder, ".tokenpak") };
      const notes = await indexJson(["notes"], { cwd: home, env });
      expect(notes.database).toBe(join(home, "notes", ".tokenpak", "registry.db"));
      rmSync(join(home, "notes", ".tokenpak"), { recursive: true });
    }
  });

  it("prefers the project around, then the checkout around, to the working folder", async () => {
    const cwd = testFolder({ "inner/deep/a.md": "# A\n", "other/deep/b.md": "# B\n" });
    mkdirSync(join(cwd, "inner", ".git"));
    const inner = await indexJson(["inner/deep"], { cwd });
    expect(inner.database).toBe(join(cwd, "inner", ".tokenpak", "registry.db"));
    new BlockRegistry(join(cwd, "other", ".tokenpak", "registry.db")).close();
    mkdirSync(join(cwd, "other", "deep", ".git"));
    const other = await indexJson(["other/deep"], { cwd });
    expect(other.database).toBe(join(cwd, "other", ".tokenpak", "registry.db"));
  });

  it("keeps the index out of version control and to its owner", async () => {
    const cwd = testFolder(FILES);
    const { database } = await indexJson(["."], { cwd });
    expect(readFileSync(join(cwd, ".tokenpak", ".gitignore"), "utf8")).toBe("*\n");
    expect(statSync(database).mode & 0o077).toBe(0);
  });

  it("writes to --db, and follows a link to a folder", async () => {
    const cwd = testFolder({ ...FILES, "elsewhere/a.md": "# A\n" });
    symlinkSync(join(cwd, "elsewhere"), join(cwd, "src", "link"));
    const linked = await indexJson(["src/link", "--db", "x.db"], { cwd });
    expect(linked).toMatchObject({ indexed: 1, database: join(cwd, "x.db") });
    expect(existsSync(join(cwd, "elsewhere", ".tokenpak"))).toBe(false);
  });

  it("takes a database of the user's choice for the index of one project", async () => {
    const cwd = testFolder({ "one/a.md": "# A\n", "one/sub/b.md": "# B\n", "two/c.md": "# C\n" });
    expect(await indexJson(["one", "--db", "x.db"], { cwd })).toMatchObject({ totalFiles: 2 });
    const part = await indexJson(["one/sub", "--db", "x.db"], { cwd });
    expect(part).toMatchObject({ unchanged: 1, removed: 0, totalFiles: 2 });
    for (const db of ["x.db", "one/.tokenpak/registry.db"]) {
      const other = await runCli(["index", "two", "--db", db], { cwd });
      expect([other.code, other.stdout]).toEqual([2, ""]);
      expect(other.stderr).toContain(`is the index of ${join(cwd, "one")}`);
    }
    rmSync(join(cwd, "one"), { recursive: true });
    const anew = await indexJson(["two", "--db", "x.db"], { cwd });
    expect(anew).toMatchObject({ indexed: 1, removed: 2, totalFiles: 1 });
  });

  it("indexes a single file", async () => {
    const cwd = testFolder(FILES);
    expect(await indexJson(["README.md"], { cwd })).toMatchObject({ indexed: 1, totalFiles: 1 });
  });

  it("finds nothing in an empty folder, and makes no database", async () => {
    const cwd = testFolder();
    const { code, stdout, stderr } = await runCli(["index", "."], { cwd });
    expect([code, stdout, stderr]).toEqual([0, `Nothing to index in ${cwd}.\n`, ""]);
    expect(existsSync(join(cwd, ".tokenpak"))).toBe(false);
    expect(await indexJson(["."], { cwd })).toMatchObject({ indexed: 0, totalFiles: 0 });
  });

  it("says that a path is missing", async () => {
    const { code, stdout, stderr } = await runCli(["index", "nope"], { cwd: testFolder() });
    expect([code, stdout, stderr]).toEqual([
      1,
      "",
      "error: nope does not exist. Check the path.\n",
    ]);
  });

  it("says that a database is damaged, is a folder, or is someone else's", async () => {
    const cwd = testFolder({ ...FILES, "bad.db": "no database at all, by its first bytes" });
    const codeOf = async (db: string) => {
      const { code, stderr } = await runCli(["index", ".", "--db", db, "--json"], { cwd });
      expect(code).toBe(1);
      return (JSON.parse(stderr) as { code: string }).code;
    };
    expect(await codeOf("bad.db")).toBe("STORE_CORRUPT");
    expect(await codeOf("src")).toBe("STORE_UNAVAILABLE");
    expect(readFileSync(join(cwd, "bad.db"), "utf8")).toContain("no database");
  });

  it("stops at Ctrl-C with exit code 130, keeps what was done, and finishes in the next run", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`n${index}.md`, `# Note ${index}\n`]),
    );
    const cwd = testFolder(many);
    const { code, stdout, stderr } = await runCli(["index", ".", "--json"], {
      cwd,
      signal: AbortSignal.abort(),
    });
    expect([code, stdout]).toEqual([130, ""]);
    expect(JSON.parse(stderr)).toMatchObject({ code: "ABORTED", exitCode: 130 });
    expect(stderr).toContain("run it again to finish");
    expect(await indexJson(["."], { cwd })).toMatchObject({ totalFiles: 100 });
  });

  it("shows progress on stderr when it takes longer than a second, and takes it away at the end", async () => {
    const cwd = testFolder(FILES);
    const log = await runCli(["index", "."], { cwd, tickMs: 900 });
    expect(log.stderr).toMatch(/^indexing \d of 4: \S+\n$/);
    const terminal = await runCli(["index", "."], { cwd, tickMs: 900, tty: true });
    expect(terminal.stderr).toMatch(/indexing \[#{24}\] 100% 4\/4 {2}\S+/);
    expect(terminal.stderr.endsWith("\r\u001b[K")).toBe(true);
    const dumb = await runCli(["index", "."], {
      cwd,
      tickMs: 900,
      tty: true,
      env: { TERM: "dumb" },
    });
    expect(dumb.stderr).toMatch(/^indexing \d of 4: \S+\n$/);
    expect((await runCli(["index", "."], { cwd, tickMs: 10 })).stderr).toBe("");
  });

  it("watches a folder until it is stopped, and says what each round did", async () => {
    const cwd = testFolder(FILES);
    const stop = new AbortController();
    const rounds: string[] = [];
    const run = await runCli(["index", ".", "--watch"], {
      cwd,
      signal: stop.signal,
      onOutput(text) {
        rounds.push(text);
        if (rounds.length === 1) writeFileSync(join(cwd, "later.md"), "# Written later\n");
        else if (rounds.length === 2) rmSync(join(cwd, "later.md"));
        else stop.abort();
      },
    });
    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect(rounds[0]).toMatch(/^3 files in .*: 3 new or changed/);
    expect(rounds[1]).toMatch(/^1 new or changed, 0 removed in .* 4 files in the index\n$/);
    expect(rounds[2]).toMatch(/^0 new or changed, 1 removed in .* 3 files in the index\n$/);
  });

  it("indexes the files and commits of a Git repository, beside those of a folder", async () => {
    const cwd = testFolder({
      "own.md": "# My own\n",
      "repo/lamp.md": "# The lamp\n\nIt is lit.\n",
    });
    const git = (...args: string[]) => gitIn(join(cwd, "repo"), args);
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-q", "-m", "Light the lamp at dusk");
    const json = await runCli(["index", "repo", "--from", "git", "--json"], { cwd });
    expect([json.code, json.stderr]).toEqual([0, ""]);
    expect(JSON.parse(json.stdout)).toMatchObject({ indexed: 2, unchanged: 0, path: "repo" });
    expect((await runCli(["index", "own.md"], { cwd })).stdout).toContain("1 new or changed");
    const again = await runCli(["index", "repo", "--from", "git"], { cwd });
    expect(again.stdout).toMatch(/^Nothing new in repo\.\nindex {2}3 files/);
    const { stdout } = await runCli(["search", "lamp dusk", "--json"], { cwd });
    const { hits } = JSON.parse(stdout) as { hits: { path: string; source: { type: string } }[] };
    expect(hits.map(({ path }) => path).sort()).toEqual([
      expect.stringMatching(/^git\/repo\/.*commits\//),
      "git/repo/lamp.md",
    ]);
    expect(hits[0]?.source.type).toBe("git");
  });

  it("refuses flags that do not go together, and sources that do not exist", async () => {
    const cwd = testFolder(FILES);
    for (const [line, message] of [
      [". --from svn", "--from must be"],
      [". --from git --watch", "--watch is for folders"],
      [". --ref main", "--ref goes with"],
      [". --threads 65", "--threads must be"],
      ["just-a-name --from github", "names no repository of GitHub"],
    ] as const) {
      const { code, stderr } = await runCli(["index", ...line.split(" ")], { cwd });
      expect([code, stderr], line).toEqual([2, expect.stringContaining(message)]);
    }
    const { code, stderr } = await runCli(["index", ".", "--from", "git"], { cwd });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/repository/i)]);
  });
});

function gitIn(cwd: string, args: readonly string[]): void {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const user = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"];
  execFileSync("git", [...user, ...args], { cwd, env, stdio: "pipe" });
}
