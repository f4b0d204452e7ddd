import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";

const bin = fileURLToPath(new URL("../src/bin.ts", import.meta.url));
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const tsx = import.meta.resolve("tsx");

const { PATH } = process.env;

/** The real process, from source, with stdin, stdout and stderr as pipes. */
function start(argv: readonly string[], cwd: string): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--conditions=@tokenpak/source", "--import", tsx, bin, ...argv],
    { cwd, env: { PATH, TOKENPAK_HOME: join(cwd, "home") } },
  );
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function end(child: ChildProcess): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (data: string) => {
    stdout += data;
  });
  child.stderr?.setEncoding("utf8").on("data", (data: string) => {
    stderr += data;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tokenpak-bin-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe("tokenpak", () => {
  it("exits with 0, 1 and 2", async () => {
    const cwd = testFolder();
    const version = await end(start(["--version"], cwd));
    expect(version).toMatchObject({ code: 0, stderr: "" });
    expect(version.stdout).toBe(`${manifest.version}\n`);
    expect((await end(start(["stats"], cwd))).code).toBe(1);
    const wrong = await end(start(["stat"], cwd));
    expect(wrong).toMatchObject({ code: 2, stdout: "" });
    expect(wrong.stderr).toContain("Did you mean stats?");
  });

  it("packs what is piped in, and expands it in another process", async () => {
    const cwd = testFolder();
    const rows = JSON.stringify(
      Array.from({ length: 200 }, (_, id) => ({ id, name: `row ${id}` })),
    );
    const compress = start(["compress", "--max-tokens", "200"], cwd);
    compress.stdin?.end(rows);
    const packed = await end(compress);
    expect(packed.code).toBe(0);
    const [ref = ""] = /tp:[0-9a-f]{10}/.exec(packed.stderr) ?? [];
    const expanded = await end(start(["expand", ref], cwd));
    expect(expanded).toEqual({ code: 0, stdout: rows, stderr: "" });
  });

  it("takes a stdin that is closed at once for an empty text", async () => {
    const child = start(["compress", "-"], testFolder());
    child.stdin?.end();
    expect(await end(child)).toMatchObject({ code: 0, stdout: "" });
  });

  it("ends quietly when its output is closed early", async () => {
    const cwd = testFolder();
    writeFileSync(
      join(cwd, "large.txt"),
      "A line that nobody will read to its end.\n".repeat(50_000),
    );
    const child = start(["compress", "large.txt", "--floor", "byte-exact"], cwd);
    child.stdout?.once("data", () => child.stdout?.destroy());
    const { code, stderr } = await end(child);
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|error/i);
  });

  it("ends a watch when its output is closed", async () => {
    const cwd = testFolder();
    writeFileSync(join(cwd, "a.md"), "one\n");
    const child = start(["index", ".", "--watch"], cwd);
    const isRunning = () => child.exitCode === null;
    child.stdout?.once("data", () => child.stdout?.destroy());
    const ended = new Promise((resolve) => child.on("exit", resolve));
    for (let n = 0; isRunning(); n++) {
      writeFileSync(join(cwd, "a.md"), `change ${n}\n`);
      await setTimeout(300);
    }
    expect(await ended).toBe(0);
  });

  it("stops an index at Ctrl-C with 130, and the next run does the rest", async () => {
    const cwd = testFolder();
    mkdirSync(join(cwd, "notes"));
    for (let index = 0; index < 1000; index++) {
      const text = `# Note ${index}\n\n${`The lamp ${index} is lit at night. `.repeat(8)}\n`;
      writeFileSync(join(cwd, "notes", `n${index}.md`), text);
    }
    const child = start(["index", "notes"], cwd);
    const ended = end(child);
    // Its size says that the first files are committed.
    const log = join(cwd, ".tokenpak", "registry.db-wal");
    while ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) < 200_000) await setTimeout(5);
    child.kill("SIGINT");
    const stopped = await ended;
    expect(stopped).toMatchObject({ code: 130, stdout: "" });
    expect(stopped.stderr).toContain("run it again to finish");
    const rest = JSON.parse((await end(start(["index", "notes", "--json"], cwd))).stdout);
    expect(rest.indexed + rest.unchanged).toBe(1000);
    expect(rest.unchanged).toBeGreaterThan(0);
    expect(rest.totalFiles).toBe(1000);
  });
});
