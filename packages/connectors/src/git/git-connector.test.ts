import { chownSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { BlockRegistry } from "@tokenpak/registry";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  commitsIn,
  directContext,
  filesIn,
  freshTexts,
  refusalOf,
  syncRepository,
  textsIn,
} from "./__fixtures__/sync-repository.ts";
import { PLAIN_GIT, TestRepository } from "./__fixtures__/test-repository.ts";
import { GitConnector } from "./git-connector.ts";

let store: BlockRegistry;
let repository: TestRepository;
let connector: GitConnector;

beforeEach(() => {
  for (const [name, value] of Object.entries(PLAIN_GIT)) vi.stubEnv(name, value);
  store = new BlockRegistry(":memory:");
  repository = new TestRepository();
  connector = new GitConnector({ repository: repository.folder, name: "walrus" });
});

afterEach(() => {
  vi.unstubAllEnvs();
  store.close();
  repository.remove();
});

const sync = (options: Partial<Parameters<typeof syncRepository>[1]> = {}) =>
  syncRepository(connector, { store, ...options });
const files = () => filesIn(store, connector);
const commits = () => commitsIn(store, connector);

describe("GitConnector", () => {
  it("names itself after the repository and the ref", () => {
    expect(connector.type).toBe("git");
    expect(connector.source).toBe("git:walrus");
    expect(connector.pathPrefix).toBe("git/walrus/");
    const branch = new GitConnector({
      repository: "https://ada:secret@example.org/sea/Walrus.git",
      ref: "fix/tusk",
    });
    expect(branch.source).toBe("git:example.org/sea/Walrus@fix%2Ftusk");
    expect(branch.pathPrefix).toBe("git/example.org/sea/Walrus@fix%2Ftusk/");
  });

  it("indexes the files of a commit with where they come from, and not the working tree", async () => {
    repository.commit("one", { "a.md": "# A\n", "src/b.ts": "export const b = 1;\n" });
    repository.write({ "a.md": "changed\n", "untracked.md": "new\n" });
    expect(await sync()).toMatchObject({ indexed: 3, unchanged: 0, removed: 0, failed: [] });
    expect(files()).toEqual({ "a.md": "# A\n", "src/b.ts": "export const b = 1;\n" });
    expect(store.getBlock("git/walrus/src/b.ts")).toMatchObject({
      fileType: "ts",
      provenance: {
        sourceType: "git",
        sourceId: `${repository.folder}@HEAD:src/b.ts`,
        sourceVersion: repository.git("rev-parse", "HEAD:src/b.ts"),
      },
    });
  });

  it("indexes each commit with its subject, body, author, date and changed files", async () => {
    repository.commit("Feed it", { "fish.md": "herring\n", "ice.md": "floe\n" });
    repository.git("mv", "ice.md", "floe.md");
    repository.git("rm", "--quiet", "fish.md");
    const hash = repository.commit("Let it sing\n\nIt had been silent\nfor too long.", {
      "song.md": "la\n",
    });
    await sync();
    expect(commits()[hash]).toBe(
      `# Let it sing

Commit: ${hash}
Author: Ada Writer <ada@example.org>
Date: 2026-01-01T00:02:00+00:00

It had been silent
for too long.

Changed files:
- deleted fish.md
- renamed ice.md -> floe.md
- added song.md
`,
    );
    const path = `git/walrus/.git/commits/${hash.slice(0, 2)}/${hash}.md`;
    expect(store.getBlock(path)?.provenance).toMatchObject({
      sourceId: `${repository.folder}@${hash}`,
      sourceVersion: hash,
      title: "Let it sing",
      metadata: { author: "Ada Writer <ada@example.org>", changedFiles: 3 },
    });
    expect(store.search("silent song")[0]?.path).toBe(path);
  });

  it("says of a merge what it brought into its first parent", async () => {
    repository.commit("base", { "a.md": "a\n" });
    repository.git("checkout", "--quiet", "-b", "side");
    repository.commit("aside", { "side.md": "s\n" });
    repository.git("checkout", "--quiet", "main");
    repository.commit("ahead", { "b.md": "b\n" });
    repository.git("merge", "--quiet", "--no-edit", "-m", "join", "side");
    const hash = repository.git("rev-parse", "HEAD");
    await sync();
    expect(commits()[hash]).toContain("Changed files:\n- added side.md\n");
    expect(commits()[hash]).toContain(`Merge: ${repository.git("show", "-s", "--format=%P")}`);
  });

  it("reads a message in another encoding", async () => {
    const file = join(repository.folder, "message");
    repository.commit("one", { "a.md": "a\n" });
    repository.write({ message: Buffer.from("Gr\xfc\xdfe", "latin1") });
    repository.git("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "--allow-empty", "-F", file);
    await sync();
    expect(commits()[repository.git("rev-parse", "HEAD")]).toContain("# Grüße\n");
  });

  it("keeps as many commits as it is asked to", async () => {
    const hashes = ["one", "two", "three"].map((name) => repository.commit(name, { a: name }));
    connector = new GitConnector({ repository: repository.folder, commits: 2 });
    await sync();
    expect(Object.keys(commits()).sort()).toEqual(hashes.slice(1).sort());
    hashes.push(repository.commit("four", { a: "four" }));
    expect(await sync()).toMatchObject({ indexed: 2, removed: 1 });
    expect(Object.keys(commits()).sort()).toEqual(hashes.slice(2).sort());
    connector = new GitConnector({ repository: repository.folder, commits: 0 });
    expect(await sync()).toMatchObject({ indexed: 0, unchanged: 1, removed: 2 });
    expect(commits()).toEqual({});
    connector = new GitConnector({ repository: repository.folder, commits: "all" });
    expect(await sync()).toMatchObject({ indexed: 4 });
    expect(Object.keys(commits()).sort()).toEqual(hashes.toSorted());
  });

  it("does nothing for a commit that the index has", async () => {
    repository.commit("one", { "a.md": "a\n" });
    await sync();
    repository.write({ "a.md": "not committed\n" });
    const limits = { maxDocumentBytes: 10 * 1024 * 1024 };
    const events: unknown[] = [];
    for await (const event of connector.sync({ ...directContext({ limits }), cursor: cursor() })) {
      events.push(event);
    }
    expect(events).toEqual([{ type: "checkpoint", cursor: cursor() }]);
    expect(await sync()).toMatchObject({ indexed: 0, unchanged: 0, removed: 0 });
  });

  it("names only what two commits do not have alike, and reads only new blobs", async () => {
    repository.commit("one", { "a.md": "a\n", "b.md": "b\n", "c/d.md": "d\n", "run.sh": "echo\n" });
    await sync({ full: true });
    repository.git("mv", "a.md", "z.md");
    repository.git("rm", "--quiet", "c/d.md");
    repository.git("update-index", "--chmod=+x", "run.sh");
    repository.git("commit", "--quiet", "-m", "moved");
    repository.git("checkout", "--quiet", "--", ".");
    const named: string[] = [];
    const result = await sync({ onProgress: ({ path }) => named.push(path) });
    expect(result).toMatchObject({ indexed: 2, unchanged: 2, removed: 2, failed: [] });
    expect(named.filter((path) => !path.includes(".git/"))).toEqual(
      ["a.md", "c/d.md", "run.sh", "z.md"].map((path) => `git/walrus/${path}`),
    );
    expect(files()).toEqual({ "b.md": "b\n", "run.sh": "echo\n", "z.md": "a\n" });
  });

  it("lists everything where the commit before is gone, and keeps what has not changed", async () => {
    repository.commit("one", { "a.md": "a\n", "b.md": "b\n" });
    repository.commit("two", { "b.md": "bb\n", "c.md": "c\n" });
    await sync();
    repository.git("reset", "--quiet", "--hard", "HEAD~1");
    repository.commit("other", { "d.md": "d\n" });
    repository.git("reflog", "expire", "--expire=now", "--all");
    repository.git("gc", "--quiet", "--prune=now");
    expect(await sync()).toMatchObject({ indexed: 3, unchanged: 2, removed: 2 });
    expect(textsIn(store, connector)).toEqual(await freshTexts(connector));
  });

  it("lists everything after a sync that ended half way", async () => {
    repository.commit("one", { "a.md": "a\n", "b.md": "b\n" });
    await sync();
    repository.commit("two", { "a.md": "aa\n", "b.md": "bb\n" });
    const stop = new AbortController();
    const half = sync({ signal: stop.signal, batchDocuments: 1, onProgress: () => stop.abort() });
    expect(await refusalOf(half)).toMatch(/^ABORTED/);
    expect(files()).toEqual({ "a.md": "aa\n", "b.md": "b\n" });
    // To its state before, so that a comparison with the commit of the last whole sync would find nothing.
    repository.git("reset", "--quiet", "--hard", "HEAD~1");
    await sync();
    expect(textsIn(store, connector)).toEqual(await freshTexts(connector));
  });

  it("obeys the .tokenpakignore files of the commit, and not .gitignore", async () => {
    repository.commit("one", {
      ".gitignore": "tracked.md\n",
      ".tokenpakignore": "*.log\n/docs/\n",
      "a.log": "a\n",
      "docs/x.md": "x\n",
      "src/.tokenpakignore": "!keep.log\n/own.md\n",
      "src/keep.log": "k\n",
      "src/own.md": "o\n",
      "src/deep/own.md": "o\n",
    });
    repository.write({ "tracked.md": "t\n" });
    repository.git("add", "--force", "tracked.md");
    repository.commit("two");
    const { skipped } = await sync();
    const shown = Object.keys(files()).filter((id) => !id.includes("ignore"));
    expect(shown).toEqual(["src/deep/own.md", "src/keep.log", "tracked.md"]);
    expect(skipped.paths).toEqual(
      ["a.log", "docs/", "src/own.md"].map((path) => ({
        path: `git/walrus/${path}`,
        reason: "ignored",
      })),
    );
    repository.commit("three", { ".tokenpakignore": "*.md\n" });
    await sync();
    expect(Object.keys(files())).not.toContain("tracked.md");
    expect(files()["a.log"]).toBe("a\n");
    expect(textsIn(store, connector)).toEqual(await freshTexts(connector));
  });

  it("leaves out, by reason, what is no text of its own", async () => {
    repository.commit("one", {
      "a.md": "a\n",
      "binary.bin": Buffer.from([0, 1, 2]),
      "empty.md": "",
      "package-lock.json": "{}",
      ".env": "A=1",
      "key.txt": `token ghp_${"a".repeat(36)}\n`,
      "large.md": "x".repeat(1001),
      "model.bin": `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 5\n`,
      "vendor/node_modules/x/index.js": "x",
      "vendor/node_modules/y/index.js": "y",
    });
    symlinkSync("a.md", join(repository.folder, "link.md"));
    mkdirSync(join(repository.folder, "sub"));
    repository.git("add", "link.md");
    repository.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},sub`);
    repository.git("commit", "--quiet", "-m", "two");
    const { skipped, failed } = await sync({ limits: { maxDocumentBytes: 1000 } });
    expect(failed).toEqual([]);
    expect(Object.keys(files())).toEqual(["a.md"]);
    const reasons = skipped.paths.map(({ path, reason }) => [
      path.slice("git/walrus/".length),
      reason,
    ]);
    expect(Object.fromEntries(reasons)).toEqual({
      "binary.bin": "binary",
      "empty.md": "empty",
      "package-lock.json": "lock-file",
      ".env": "secret",
      "key.txt": "secret",
      "large.md": "too-large",
      "link.md": "symlink",
      "model.bin": "lfs-pointer",
      sub: "submodule",
      "vendor/node_modules/": "well-known",
    });
    expect(skipped.paths).toHaveLength(10);
  });

  it("takes up what a larger limit lets in", async () => {
    repository.commit("one", { "large.md": "x".repeat(1001) });
    await sync({ limits: { maxDocumentBytes: 1000 } });
    expect(files()).toEqual({});
    await sync({ limits: { maxDocumentBytes: 1001 } });
    expect(Object.keys(files())).toEqual(["large.md"]);
  });

  it("leaves out a commit with a credential in its message", async () => {
    const hash = repository.commit(`set ghp_${"b".repeat(36)}`, { "a.md": "a\n" });
    const { skipped } = await sync();
    expect(commits()).toEqual({});
    expect(skipped.paths).toEqual([
      { path: `git/walrus/.git/commits/${hash.slice(0, 2)}/${hash}.md`, reason: "secret" },
    ]);
  });

  it("keeps to some paths, and to the commits that changed them", async () => {
    const first = repository.commit("docs", {
      "docs/a.md": "a\n",
      "docsy.md": "y\n",
      "src/b.md": "b\n",
    });
    repository.commit("src only", { "src/b.md": "bb\n" });
    connector = new GitConnector({ repository: repository.folder, paths: ["docs/", "*"] });
    await sync();
    expect(files()).toEqual({ "docs/a.md": "a\n" });
    expect(Object.keys(commits())).toEqual([first]);
    expect(commits()[first]).toContain("Changed files:\n- added docs/a.md\n");
    repository.commit("both", { "docs/b.md": "b\n", "src/c.md": "c\n" });
    await sync();
    expect(files()).toEqual({ "docs/a.md": "a\n", "docs/b.md": "b\n" });
    expect(textsIn(store, connector)).toEqual(await freshTexts(connector));
  });

  it.each(["v1", "light", "side", "refs/heads/side"])("reads the ref %s", async (ref) => {
    repository.commit("one", { "a.md": "one\n" });
    repository.git("tag", "--annotate", "-m", "first", "v1");
    repository.git("tag", "light");
    repository.git("branch", "side");
    repository.commit("two", { "a.md": "two\n" });
    connector = new GitConnector({ repository: repository.folder, ref });
    await sync();
    expect(files()).toEqual({ "a.md": "one\n" });
  });

  it("reads a commit by its hash, and a detached HEAD", async () => {
    const hash = repository.commit("one", { "a.md": "one\n" });
    repository.commit("two", { "a.md": "two\n" });
    connector = new GitConnector({ repository: repository.folder, ref: hash });
    await sync();
    expect(files()).toEqual({ "a.md": "one\n" });
    repository.git("checkout", "--quiet", "--detach", hash);
    connector = new GitConnector({ repository: repository.folder, name: "detached" });
    await sync();
    expect(files()).toEqual({ "a.md": "one\n" });
  });

  it("takes a repository without commits for empty", async () => {
    await connector.check(directContext());
    expect(await sync()).toMatchObject({ indexed: 0, removed: 0 });
    repository.commit("one", { "a.md": "a\n" });
    expect(await sync()).toMatchObject({ indexed: 2 });
    repository.git("checkout", "--quiet", "--orphan", "empty");
    expect(await sync()).toMatchObject({ indexed: 0, removed: 2 });
    expect(await sync()).toMatchObject({ indexed: 0, removed: 0 });
  });

  it("reads a repository whose ids are SHA-256", async () => {
    const wide = new TestRepository({ objectFormat: "sha256" });
    try {
      const hash = wide.commit("one", { "a.md": "a\n" });
      expect(hash).toHaveLength(64);
      connector = new GitConnector({ repository: wide.folder });
      await sync();
      wide.commit("two", { "b.md": "b\n" });
      await sync();
      expect(files()).toEqual({ "a.md": "a\n", "b.md": "b\n" });
      expect(commits()[hash]).toContain("# one\n");
    } finally {
      wide.remove();
    }
  });

  it("reads a bare repository, and one that a shallow clone is", async () => {
    repository.commit("one", { "a.md": "a\n" });
    const last = repository.commit("two", { "b.md": "b\n" });
    const clone = join(repository.folder, "clones");
    repository.git("clone", "--quiet", "--bare", "--depth=1", `file://${repository.folder}`, clone);
    connector = new GitConnector({ repository: clone });
    await sync();
    expect(files()).toEqual({ "a.md": "a\n", "b.md": "b\n" });
    expect(Object.keys(commits())).toEqual([last]);
    expect(commits()[last]).toContain("Changed files: unknown");
    repository.git("-C", clone, "fetch", "--quiet", "--unshallow");
    repository.git("-C", clone, "update-ref", "refs/heads/main", "HEAD~1");
    await sync();
    repository.git("-C", clone, "fetch", "--quiet", "origin", "+main:main");
    await sync();
    expect(commits()[last]).toContain("Changed files:\n- added b.md\n");
  });

  it("reads a linked working tree at its own HEAD", async () => {
    repository.commit("one", { "a.md": "one\n" });
    const linked = join(repository.folder, "linked");
    repository.git("worktree", "add", "--quiet", "-b", "side", linked);
    repository.commit("two", { ".gitignore": "linked\n", "a.md": "two\n" });
    connector = new GitConnector({ repository: linked });
    await sync();
    expect(files()).toEqual({ "a.md": "one\n" });
  });

  it("fetches one document again", async () => {
    const hash = repository.commit("one", { "a.md": "a\n", "link.env": "x\n" });
    const context = directContext();
    const file = await connector.fetch("a.md", context);
    expect(file).toMatchObject({ id: "a.md", version: repository.git("rev-parse", "HEAD:a.md") });
    expect(await file?.read()).toMatchObject({ text: "a\n" });
    const left = await connector.fetch("link.env", context);
    expect(await left?.read()).toEqual({ reason: "secret" });
    const id = `.git/commits/${hash.slice(0, 2)}/${hash}.md`;
    const commit = await connector.fetch(id, context);
    expect(commit?.id).toBe(id);
    expect(await commit?.read()).toMatchObject({ title: "one" });
    for (const gone of ["b.md", "a", id.replace(hash, "0".repeat(40)), ".git/commits/x"]) {
      expect(await connector.fetch(gone, context)).toBeUndefined();
    }
  });

  it("fails a document whose blob is missing, and tries it again", async () => {
    repository.commit("one", { "a.md": "a\n", "b.md": "b\n" });
    const object = repository.git("rev-parse", "HEAD:a.md");
    const path = join(repository.folder, ".git/objects", object.slice(0, 2), object.slice(2));
    renameSync(path, `${path}.away`);
    const { failed } = await sync();
    expect(failed).toMatchObject([{ path: "git/walrus/a.md" }]);
    expect(failed[0]?.message).toContain(object);
    expect(files()).toEqual({ "b.md": "b\n" });
    renameSync(`${path}.away`, path);
    expect(await sync()).toMatchObject({ indexed: 1, failed: [] });
    expect(files()).toEqual({ "a.md": "a\n", "b.md": "b\n" });
  });

  it("refuses what is not there, with the fix", async () => {
    repository.commit("one", { "sub/a.md": "a\n" });
    const refusal = (config: { repository: string; ref?: string }) =>
      refusalOf(new GitConnector(config).check(directContext()));
    const { folder } = repository;
    expect(await refusal({ repository: join(folder, "nowhere") })).toMatch(/^PATH_NOT_FOUND: /);
    expect(await refusal({ repository: join(folder, "sub", "a.md") })).toMatch(/^PATH_NOT_FOUND: /);
    expect(await refusal({ repository: join(folder, "sub") })).toMatch(
      /^SOURCE_NOT_FOUND: .*top folder/,
    );
    expect(await refusal({ repository: folder, ref: "nope" })).toMatch(
      /^SOURCE_NOT_FOUND: .*no commit at nope/,
    );
    repository.git("tag", "tree", "HEAD^{tree}");
    expect(await refusal({ repository: folder, ref: "tree" })).toMatch(/^SOURCE_NOT_FOUND: /);
  });

  it.skipIf(process.getuid?.() !== 0)(
    "refuses the repository of another user (needs root, to make one)",
    async () => {
      repository.commit("one", { "a.md": "a\n" });
      chownSync(repository.folder, 12_345, 12_345);
      chownSync(join(repository.folder, ".git"), 12_345, 12_345);
      expect(await refusalOf(connector.check(directContext()))).toMatch(
        /^SOURCE_DENIED: .*dubious ownership.*safe\.directory/,
      );
    },
  );

  it("says how to get git where there is none", async () => {
    vi.stubEnv("PATH", repository.folder);
    expect(await refusalOf(connector.check(directContext()))).toMatch(
      /^DEPENDENCY_MISSING: .*git 2\.31/,
    );
    expect(await refusalOf(sync())).toMatch(/^DEPENDENCY_MISSING: /);
  });

  it("is not led to another repository by the variables of a hook", async () => {
    repository.commit("one", { "a.md": "a\n" });
    for (const name of ["GIT_DIR", "GIT_OBJECT_DIRECTORY", "GIT_WORK_TREE", "GIT_INDEX_FILE"]) {
      vi.stubEnv(name, "/nowhere");
    }
    vi.stubEnv("GIT_CONFIG_PARAMETERS", "nonsense");
    await syncRepository(connector, { store });
    expect(files()).toEqual({ "a.md": "a\n" });
  });
});

function cursor() {
  const saved = JSON.parse(store.readCursor(connector.source) ?? "null");
  return saved?.cursor;
}
