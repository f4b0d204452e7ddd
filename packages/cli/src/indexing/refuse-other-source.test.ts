import { execFileSync } from "node:child_process";
import { renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { BlockRegistry } from "@tokenpak/registry";
import { describe, expect, it } from "vitest";
import { runCli, testFolder } from "../__fixtures__/run-cli.ts";

const FILES = {
  "one/sea/note.md": "walrus\n",
  "one/sea/deep/er@2.md": "krill\n",
  "two/sea/note.md": "narwhal\n",
};

function pathsIn(cwd: string): readonly string[] {
  using registry = new BlockRegistry(join(cwd, "x.db"), { readOnly: true });
  return registry.listBlocks().map(({ path }) => path);
}

function repositoryIn(folder: string): void {
  const user = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
  for (const args of [
    ["init", "-q"],
    ["add", "."],
    ["commit", "-qm", "Sea"],
  ]) {
    execFileSync("git", [...user, ...args], { cwd: folder, stdio: "pipe" });
  }
}

describe.each(["obsidian", "git"])("tokenpak index --from %s", (from) => {
  const index = (cwd: string, ...argv: readonly string[]) =>
    runCli(["index", "--from", from, "--db", "x.db", ...argv], { cwd });

  function twoSeas(): string {
    const cwd = testFolder(FILES);
    if (from === "git") for (const name of ["one/sea", "two/sea"]) repositoryIn(join(cwd, name));
    return cwd;
  }

  it("refuses a source whose name another one has, and takes both with --name", async () => {
    const cwd = twoSeas();
    expect((await index(cwd, "one/sea")).code).toBe(0);
    const before = pathsIn(cwd);
    const { code, stderr } = await index(cwd, "two/sea");
    expect(code).toBe(2);
    expect(stderr).toContain(`has ${join(cwd, "one/sea")} under ${from}/sea/ already`);
    expect(stderr).toContain("--name");
    expect(pathsIn(cwd)).toEqual(before);
    expect((await index(cwd, "two/sea", "--name", "other")).code).toBe(0);
    expect(pathsIn(cwd)).toEqual(expect.arrayContaining([...before, `${from}/other/note.md`]));
    expect((await index(cwd, "one/sea")).code).toBe(0);
  });

  it("follows a source that was moved, and one by another way to it", async () => {
    const cwd = twoSeas();
    expect((await index(cwd, "one/sea")).code).toBe(0);
    renameSync(join(cwd, "one"), join(cwd, "three"));
    expect(await index(cwd, "three/sea")).toMatchObject({ code: 0, stderr: "" });
    symlinkSync("three", join(cwd, "four"));
    expect(await index(cwd, "four/sea")).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("tokenpak index --name", () => {
  it("is refused for a folder", async () => {
    const { code, stderr } = await runCli(["index", ".", "--name", "x"], { cwd: testFolder({}) });
    expect(code).toBe(2);
    expect(stderr).toContain("--name goes with --from git or --from obsidian");
  });

  it("is no path: what is below another name would be taken for that one's", async () => {
    const argv = ["index", ".", "--from", "git", "--name", "x/y"];
    const { code, stderr } = await runCli(argv, { cwd: testFolder({}) });
    expect(code).toBe(2);
    expect(stderr).toContain("--name must be a name without /");
  });
});
