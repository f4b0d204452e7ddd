import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { BlockRegistry } from "@tokenpak/registry";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  commitsIn,
  directContext,
  filesIn,
  syncRepository,
} from "./__fixtures__/sync-repository.ts";
import { PLAIN_GIT, TestRepository, temporaryFolder } from "./__fixtures__/test-repository.ts";
import { GitConnector } from "./git-connector.ts";

let store: BlockRegistry;
let repository: TestRepository;
let connector: GitConnector;
let elsewhere: string;

beforeEach(() => {
  for (const [name, value] of Object.entries(PLAIN_GIT)) vi.stubEnv(name, value);
  store = new BlockRegistry(":memory:");
  repository = new TestRepository();
  elsewhere = temporaryFolder();
  connector = new GitConnector({ repository: repository.folder, name: "walrus" });
});

afterEach(() => {
  vi.unstubAllEnvs();
  store.close();
  repository.remove();
  rmSync(elsewhere, { recursive: true, force: true });
});

const file = (object: string, name: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`100644 blob ${object}\t`), Buffer.from(name)]);

describe("GitConnector of a repository with odd names", () => {
  const NAMES = [
    "-rf",
    "a\nb.md",
    'say "x".md',
    "tab\there.md",
    " ",
    "$(touch x).md",
    "é.md",
    "%41.md",
    "*",
    ":(top)x",
  ];

  it("indexes files whatever they are called", async () => {
    const object = repository.blob("text\n");
    const entries = NAMES.map((name) => file(object, name));
    repository.commitTree("one", entries);
    const { failed, skipped } = await syncRepository(connector, { store });
    expect(failed).toEqual([]);
    expect(skipped.paths).toEqual([]);
    expect(Object.keys(filesIn(store, connector)).sort()).toEqual(NAMES.toSorted());
    for (const id of NAMES) {
      const event = await connector.fetch(id, directContext());
      expect(await event?.read()).toMatchObject({ text: "text\n" });
    }
    const renamed = NAMES.map((name) => file(object, `${name}!`));
    repository.commitTree("two", renamed);
    await syncRepository(connector, { store });
    expect(Object.keys(filesIn(store, connector)).sort()).toEqual(
      NAMES.map((name) => `${name}!`).sort(),
    );
  });

  it("gives names that are not UTF-8 ids of their own", async () => {
    const names = [
      Buffer.from("caf\xe9.md", "latin1"),
      Buffer.from("caf%e9.md"),
      Buffer.from("caf\xe9%e9.md", "latin1"),
    ];
    const entries = names.map((name, index) => file(repository.blob(`text ${index}\n`), name));
    repository.commitTree("one", entries);
    const hash = repository.git("rev-parse", "HEAD");
    await syncRepository(connector, { store });
    const expected = {
      ".git/names/caf%e9.md": "text 0\n",
      "caf%e9.md": "text 1\n",
      ".git/names/caf%e9%25e9.md": "text 2\n",
    };
    expect(filesIn(store, connector)).toEqual(expected);
    expect(commitsIn(store, connector)[hash]).toContain("- added caf%e9.md\n");
    for (const [id, text] of Object.entries(expected)) {
      const event = await connector.fetch(id, directContext());
      expect(await event?.read()).toMatchObject({ text });
    }
    repository.commitTree("two", entries.slice(1));
    // The file, and the commit, which no longer leads to this one.
    expect(await syncRepository(connector, { store })).toMatchObject({ removed: 2 });
  });

  it("leaves out paths that lead elsewhere or into .git", async () => {
    const blob = Buffer.from(repository.blob("text\n"), "hex");
    const entry = (mode: string, name: string, object: Buffer): Buffer =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), object]);
    const tree = (...entries: readonly Buffer[]): Buffer =>
      Buffer.from(
        repository.gitWith(
          Buffer.concat(entries),
          "hash-object",
          "-t",
          "tree",
          "-w",
          "--literally",
          "--stdin",
        ),
        "hex",
      );
    const inner = tree(entry("100644", "..", blob), entry("100644", "x.md", blob));
    const root = tree(
      entry("100644", ".", blob),
      entry("40000", "..", inner),
      entry("40000", ".git", inner),
      entry("100644", "a.md", blob),
      entry("40000", "sub", inner),
    );
    repository.git(
      "update-ref",
      "HEAD",
      repository.git("commit-tree", root.toString("hex"), "-m", "one"),
    );
    const { skipped, failed } = await syncRepository(connector, { store });
    expect(failed).toEqual([]);
    expect(Object.keys(filesIn(store, connector))).toEqual(["a.md", "sub/x.md"]);
    expect(
      skipped.paths.map(({ path, reason }) => [path.slice(connector.pathPrefix.length), reason]),
    ).toEqual([
      [".", "special"],
      ["../", "special"],
      [".git/", "well-known"],
      ["sub/..", "special"],
    ]);
    // A folder of that name is left out; what lives under that name in the index is not.
    expect(Object.keys(commitsIn(store, connector))).toHaveLength(1);
  });

  it("keeps one commit's words apart from another's, whatever they say", async () => {
    const first = repository.commit("end 00000000\n\nend\0\n".replaceAll("\0", " "), {
      "a.md": "a\n",
    });
    const second = repository.commit(`${first}\n\n# Changed files:\n- added none.md`, {
      "b\nend.md": "b\n",
    });
    await syncRepository(connector, { store });
    const commits = commitsIn(store, connector);
    expect(commits[first]).toMatch(/^# end 00000000\n/);
    expect(commits[second]).toMatch(/- added "b\\nend\.md"\n$/);
  });
});

describe("GitConnector of a repository with a very large blob", () => {
  it("asks for its size alone", async () => {
    const path = join(repository.folder, "large.txt");
    const descriptor = openSync(path, "w");
    ftruncateSync(descriptor, 100 * 1024 * 1024);
    closeSync(descriptor);
    repository.git("config", "core.compression", "1");
    repository.commit("one", { "a.md": "a\n" });
    rmSync(path);
    // Its header stays: whoever read more of it would fail.
    const object = repository.git("rev-parse", "HEAD:large.txt");
    const stored = join(repository.folder, ".git/objects", object.slice(0, 2), object.slice(2));
    chmodSync(stored, 0o600);
    truncateSync(stored, 4096);
    const { failed, skipped } = await syncRepository(connector, { store });
    expect(failed).toEqual([]);
    expect(skipped.paths).toEqual([{ path: "git/walrus/large.txt", reason: "too-large" }]);
    expect(Object.keys(filesIn(store, connector))).toEqual(["a.md"]);
  });
});

describe("GitConnector of a repository that wants to run programs", () => {
  let ran: string;
  let program: string;

  beforeEach(() => {
    ran = join(elsewhere, "ran");
    program = join(elsewhere, "program.sh");
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> "${ran}"\nexit 1\n`, { mode: 0o755 });
  });

  /** Every setting of git that names a program and that a repository's own configuration may hold. */
  function setTraps(): void {
    const folder = join(repository.folder, ".git");
    const settings: Readonly<Record<string, string>> = {
      "core.fsmonitor": program,
      "core.hooksPath": elsewhere,
      "core.pager": program,
      "core.editor": program,
      "core.sshCommand": program,
      "core.gitProxy": program,
      "core.askPass": program,
      "core.alternateRefsCommand": program,
      "credential.helper": `!${program}`,
      "alias.ls-tree": `!${program}`,
      "alias.rev-parse": `!${program}`,
      "diff.external": program,
      "diff.trap.command": program,
      "diff.trap.textconv": program,
      "filter.trap.clean": program,
      "filter.trap.smudge": program,
      "filter.trap.process": program,
      "filter.trap.required": "true",
      "gpg.program": program,
      "log.showSignature": "true",
      "pager.rev-list": program,
      "uploadpack.packObjectsHook": program,
      "protocol.allow": "always",
      "protocol.ext.allow": "always",
      "remote.origin.url": `ext::${program}`,
      "remote.origin.uploadpack": program,
      "remote.origin.promisor": "true",
      "remote.origin.partialCloneFilter": "blob:none",
      "extensions.partialClone": "origin",
      "core.repositoryFormatVersion": "1",
    };
    for (const [name, value] of Object.entries(settings)) repository.git("config", name, value);
    mkdirSync(join(folder, "info"), { recursive: true });
    writeFileSync(join(folder, "info/attributes"), "* diff=trap filter=trap\n");
    for (const hook of [
      "post-checkout",
      "reference-transaction",
      "post-index-change",
      "pre-auto-gc",
    ]) {
      writeFileSync(join(elsewhere, hook), readFileSync(program), { mode: 0o755 });
    }
  }

  it("runs none of them, in place or through a copy", async () => {
    const hash = repository.commit("one", { "a.md": "a\n", "b.md": "b\n" });
    const signed = repository
      .git("cat-file", "commit", hash)
      .replace(
        "\n\n",
        "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n",
      );
    const object = repository.gitWith(
      `${signed}\n`,
      "hash-object",
      "-t",
      "commit",
      "-w",
      "--stdin",
    );
    repository.git("update-ref", "HEAD", object);
    setTraps();
    const remote = new GitConnector({
      repository: `file://${repository.folder}`,
      cacheFolder: join(elsewhere, "cache"),
    });
    for (const one of [connector, remote]) {
      await syncRepository(one, { store });
      expect(filesIn(store, one)).toEqual({ "a.md": "a\n", "b.md": "b\n" });
      expect(Object.keys(commitsIn(store, one))).toEqual([object]);
    }
    expect(existsSync(ran)).toBe(false);
    // The traps are set: a careless git runs into them.
    expect(() => repository.git("status")).toThrow();
    expect(existsSync(ran)).toBe(true);
  });

  it("does not fetch what a partial clone lacks", async () => {
    repository.commit("one", { "a.md": "a\n", "b.md": "b\n" });
    const missing = repository.git("rev-parse", "HEAD:b.md");
    setTraps();
    rmSync(join(repository.folder, ".git/objects", missing.slice(0, 2)), { recursive: true });
    const { failed } = await syncRepository(connector, { store });
    expect(failed.map((one) => one.path)).toEqual(["git/walrus/b.md"]);
    expect(filesIn(store, connector)).toEqual({ "a.md": "a\n" });
    expect(existsSync(ran)).toBe(false);
    // The trap is set: a careless git fetches.
    expect(() => repository.git("cat-file", "-p", missing)).toThrow();
    expect(existsSync(ran)).toBe(true);
  });

  it("finds nothing in a repository that another one holds in its folder", async () => {
    repository.commit("one", { "a.md": "a\n" });
    const nested = join(repository.folder, "nested");
    mkdirSync(nested);
    await expect(
      new GitConnector({ repository: nested }).check(directContext()),
    ).rejects.toMatchObject({
      code: "SOURCE_NOT_FOUND",
    });
  });
});
