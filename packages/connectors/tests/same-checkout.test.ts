import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { directContext } from "../src/git/__fixtures__/sync-repository.ts";
import { PLAIN_GIT, TestRepository } from "../src/git/__fixtures__/test-repository.ts";
import { type Connector, FilesystemConnector, GitConnector } from "../src/index.ts";

const THIS_REPOSITORY = join(import.meta.dirname, "../../..");

beforeAll(() => {
  for (const [name, value] of Object.entries(PLAIN_GIT)) vi.stubEnv(name, value);
});

afterAll(() => {
  vi.unstubAllEnvs();
});

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "tokenpak-same-")));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Text of every document, or why it is left out, by id. */
async function contentsOf(connector: Connector): Promise<ReadonlyMap<string, string>> {
  const contents = new Map<string, string>();
  const context = directContext({ limits: { maxDocumentBytes: 10 * 1024 * 1024 } });
  for await (const event of connector.sync({ ...context, cursor: undefined })) {
    if (event.type === "skip") contents.set(event.id, `left out: ${event.reason}`);
    if (event.type !== "upsert") continue;
    const content = await event.read();
    contents.set(event.id, "text" in content ? content.text : `left out: ${content.reason}`);
  }
  return contents;
}

async function bothOf(checkout: string) {
  const files = await contentsOf(new FilesystemConnector({ root: checkout }));
  const tree = await contentsOf(new GitConnector({ repository: checkout, commits: 0 }));
  return { files, tree };
}

const hasHistory = existsSync(join(THIS_REPOSITORY, ".git"));

describe("FilesystemConnector and GitConnector", () => {
  it.skipIf(!hasHistory)(
    "index a clean checkout of this repository alike (needs its .git)",
    async () => {
      const checkout = join(folder, "checkout");
      const from = `file://${realpathSync(THIS_REPOSITORY)}`;
      const trusting = join(folder, "trusting");
      writeFileSync(trusting, "[safe]\n\tdirectory = *\n");
      execFileSync("git", ["clone", "--quiet", "--depth=1", from, checkout], {
        stdio: "pipe",
        env: { ...process.env, GIT_CONFIG_GLOBAL: trusting },
      });
      const { files, tree } = await bothOf(checkout);
      // Git knows nothing of its own folder.
      expect(files.get(".git/")).toBe("left out: well-known");
      const others = [...files].filter(([id]) => id !== ".git/");
      expect(new Map(others)).toEqual(new Map(tree));
      expect(tree.size).toBeGreaterThan(300);
    },
  );

  it("differ in what is not tracked, in ignored files that are, in line ends, and in what stands for another file", async () => {
    const repository = new TestRepository({ folder: join(folder, "walrus") });
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 5\n`;
    repository.commit("one", {
      ".gitattributes": "dos.txt text eol=crlf\n",
      "dos.txt": "one\ntwo\n",
      "forced.log": "kept\n",
      "model.txt": pointer,
      "same.md": "same\n",
    });
    repository.commit("two", { ".gitignore": "*.log\n" });
    repository.git("rm", "--quiet", "--cached", "dos.txt");
    repository.git("reset", "--quiet", "--hard");
    repository.write({ "untracked.md": "new\n" });
    mkdirSync(dirname(join(repository.folder, "sub/x")), { recursive: true });
    writeFileSync(join(repository.folder, "sub/x.log"), "not tracked\n");
    const { files, tree } = await bothOf(repository.folder);
    const ids = [...new Set([...files.keys(), ...tree.keys()])].sort();
    const differences = ids
      .filter((id) => files.get(id) !== tree.get(id))
      .map((id) => [id, files.get(id), tree.get(id)]);
    expect(differences).toEqual([
      [".git/", "left out: well-known", undefined],
      ["dos.txt", "one\r\ntwo\r\n", "one\ntwo\n"],
      ["forced.log", "left out: ignored", "kept\n"],
      ["model.txt", pointer, "left out: lfs-pointer"],
      ["sub/x.log", "left out: ignored", undefined],
      ["untracked.md", "new\n", undefined],
    ]);
  });
});
