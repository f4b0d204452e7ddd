import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { BlockRegistry } from "@tokenpak/registry";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { daemonMissing, type GitDaemon, startDaemon } from "./__fixtures__/git-daemon.ts";
import {
  commitsIn,
  directContext,
  filesIn,
  freshTexts,
  refusalOf,
  syncRepository,
  textsIn,
} from "./__fixtures__/sync-repository.ts";
import { PLAIN_GIT, TestRepository, temporaryFolder } from "./__fixtures__/test-repository.ts";
import { GitConnector } from "./git-connector.ts";
import type { GitConfig } from "./git-settings.ts";

let served: string;
let cacheFolder: string;
let store: BlockRegistry;
let repository: TestRepository;

beforeAll(() => {
  for (const [name, value] of Object.entries(PLAIN_GIT)) vi.stubEnv(name, value);
});

afterAll(() => {
  vi.unstubAllEnvs();
});

beforeEach(() => {
  served = temporaryFolder();
  cacheFolder = temporaryFolder();
  store = new BlockRegistry(":memory:");
  repository = new TestRepository({ folder: join(served, "sea") });
  repository.git("config", "uploadpack.allowFilter", "true");
});

afterEach(() => {
  store.close();
  for (const folder of [served, cacheFolder]) rmSync(folder, { recursive: true, force: true });
});

const connectorOf = (config: Partial<GitConfig> = {}) =>
  new GitConnector({ repository: `file://${repository.folder}`, cacheFolder, ...config });

/** The one copy in the cache folder. */
function copyFolder(): string {
  const names = readdirSync(cacheFolder);
  expect(names).toHaveLength(1);
  return join(cacheFolder, names[0] ?? "");
}

function copyHas(object: string): boolean {
  const checked = repository.gitWith(
    `${object}\n`,
    "-C",
    copyFolder(),
    "cat-file",
    "--batch-check",
  );
  return !checked.endsWith("missing");
}

describe("openRemote", () => {
  it("keeps a bare copy without the address, brought up to date by each sync", async () => {
    const hash = repository.commit("one", { "a.md": "a\n", "src/b.ts": "export const b = 1;\n" });
    const connector = connectorOf();
    await syncRepository(connector, { store });
    expect(filesIn(store, connector)).toEqual({
      "a.md": "a\n",
      "src/b.ts": "export const b = 1;\n",
    });
    expect(Object.keys(commitsIn(store, connector))).toEqual([hash]);
    repository.commit("two", { "a.md": "aa\n" });
    expect(await syncRepository(connector, { store })).toMatchObject({ indexed: 2, unchanged: 1 });
    expect(readdirSync(copyFolder())).not.toContain("a.md");
    expect(readFileSync(join(copyFolder(), "config"), "utf8")).not.toContain(served);
  });

  it("does not fetch what is over the size limit", async () => {
    repository.commit("one", {
      "a.md": "a\n",
      "large.md": "x".repeat(5000),
      "large.bin": Buffer.alloc(9000),
    });
    const connector = connectorOf();
    const options = { store, limits: { maxDocumentBytes: 5000 } };
    const { skipped } = await syncRepository(connector, options);
    expect(skipped.paths).toEqual([{ path: "git/sea/large.bin", reason: "too-large" }]);
    expect(Object.keys(filesIn(store, connector))).toEqual(["a.md", "large.md"]);
    expect(copyHas(repository.git("rev-parse", "HEAD:large.md"))).toBe(true);
    expect(copyHas(repository.git("rev-parse", "HEAD:large.bin"))).toBe(false);
    // What is fetched later may be stored as a difference to what was left out.
    repository.commit("two", {
      "large.bin": Buffer.concat([Buffer.alloc(4000), Buffer.from("end")]),
    });
    await syncRepository(connector, options);
    repository.commit("three", { "large.bin": Buffer.alloc(9000), "b.md": "b\n" });
    await syncRepository(connector, options);
    expect(Object.keys(filesIn(store, connector))).toEqual(["a.md", "b.md", "large.md"]);
  });

  it("fetches all where the server cannot filter", async () => {
    repository.git("config", "uploadpack.allowFilter", "false");
    repository.commit("one", { "a.md": "a\n", "large.bin": Buffer.alloc(9000) });
    const connector = connectorOf();
    const { skipped } = await syncRepository(connector, {
      store,
      limits: { maxDocumentBytes: 5000 },
    });
    expect(skipped.paths).toEqual([{ path: "git/sea/large.bin", reason: "too-large" }]);
    expect(copyHas(repository.git("rev-parse", "HEAD:large.bin"))).toBe(true);
  });

  it("fetches as many commits as it is asked for, with what the oldest of them changed", async () => {
    const hashes = ["one", "two", "three", "four"].map((name) =>
      repository.commit(name, { [`${name}.md`]: name }),
    );
    const [, , three = "", four = ""] = hashes;
    await syncRepository(connectorOf({ commits: 2 }), { store });
    expect(Object.keys(commitsIn(store, connectorOf())).sort()).toEqual([three, four].sort());
    expect(commitsIn(store, connectorOf())[three]).toContain("Changed files:\n- added three.md\n");
    expect(repository.git("-C", copyFolder(), "rev-list", "--count", "--all")).toBe("3");
    // Only three are there: another number of commits needs another copy.
    await syncRepository(connectorOf({ commits: "all" }), { store });
    expect(Object.keys(commitsIn(store, connectorOf())).sort()).toEqual(hashes.toSorted());
  });

  it("follows a branch that was pushed by force, and one that went back", async () => {
    const first = repository.commit("one", { "a.md": "a\n", "b.md": "b\n" });
    const second = repository.commit("two", { "a.md": "aa\n" });
    const connector = connectorOf({ commits: 1 });
    await syncRepository(connector, { store });
    for (const commit of [first, second, first]) {
      repository.git("reset", "--quiet", "--hard", commit);
      await syncRepository(connector, { store });
      expect(textsIn(store, connector)).toEqual(await freshTexts(connector));
    }
    repository.git("checkout", "--quiet", "--orphan", "other");
    repository.commit("other", { "c.md": "c\n" });
    repository.git("branch", "--force", "main");
    await syncRepository(connector, { store });
    expect(textsIn(store, connector)).toEqual(await freshTexts(connector));
  });

  it("reads a tag, a branch and a commit by name, and a repository without commits", async () => {
    const empty = connectorOf({ name: "empty" });
    await empty.check(directContext());
    expect(await syncRepository(empty, { store })).toMatchObject({ indexed: 0 });
    const hash = repository.commit("one", { "a.md": "one\n" });
    repository.git("tag", "--annotate", "-m", "first", "v1");
    repository.git("branch", "side");
    repository.commit("two", { "a.md": "two\n" });
    for (const ref of ["v1", "side", "refs/tags/v1", hash]) {
      const connector = connectorOf({ ref });
      await syncRepository(connector, { store });
      expect(filesIn(store, connector)).toEqual({ "a.md": "one\n" });
      expect(await syncRepository(connector, { store })).toMatchObject({
        indexed: 0,
        unchanged: 0,
      });
    }
  });

  it("copies a repository whose ids are SHA-256, also after one whose ids are not", async () => {
    repository.commit("one", { "a.md": "a\n" });
    await syncRepository(connectorOf(), { store });
    repository.remove();
    repository = new TestRepository({ folder: repository.folder, objectFormat: "sha256" });
    repository.commit("two", { "b.md": "b\n" });
    await syncRepository(connectorOf(), { store });
    expect(filesIn(store, connectorOf())).toEqual({ "b.md": "b\n" });
    repository.commit("three", { "c.md": "c\n" });
    await syncRepository(connectorOf(), { store });
    expect(Object.keys(filesIn(store, connectorOf()))).toEqual(["b.md", "c.md"]);
  });

  it("makes a copy anew that cannot be brought up to date", async () => {
    repository.commit("one", { "a.md": "a\n" });
    await syncRepository(connectorOf(), { store });
    repository.commit("two", { "b.md": "b\n" });
    // As a fetch leaves it that was killed.
    writeFileSync(join(copyFolder(), "shallow.lock"), "");
    await syncRepository(connectorOf(), { store });
    expect(Object.keys(filesIn(store, connectorOf()))).toEqual(["a.md", "b.md"]);
    expect(existsSync(join(copyFolder(), "shallow.lock"))).toBe(false);
  });

  it("refuses a ref that the server does not have", async () => {
    repository.commit("one", { "a.md": "a\n" });
    const refusal = (ref: string) => refusalOf(syncRepository(connectorOf({ ref }), { store }));
    expect(await refusal("nope")).toMatch(/^SOURCE_NOT_FOUND: .*no branch or tag nope/);
    expect(await refusal("1".repeat(40))).toMatch(/^SOURCE_NOT_FOUND: /);
    repository.git("tag", "blob", "HEAD:a.md");
    expect(await refusal("blob")).toMatch(/^SOURCE_NOT_FOUND: .*something else/);
  });
});

const missing = daemonMissing();

describe.skipIf(missing !== undefined)("openRemote of a git daemon", () => {
  let daemon: GitDaemon;

  beforeEach(async () => {
    daemon = await startDaemon(served);
  });

  afterEach(() => daemon.stop());

  it("reads over the network", async () => {
    repository.commit("one", { "a.md": "a\n", "large.bin": Buffer.alloc(9000) });
    const connector = connectorOf({ repository: `${daemon.url}sea` });
    expect(connector.source).toBe("git:127.0.0.1/sea");
    await syncRepository(connector, { store, limits: { maxDocumentBytes: 5000 } });
    repository.commit("two", { "b.md": "b\n" });
    await syncRepository(connector, { store, limits: { maxDocumentBytes: 5000 } });
    expect(filesIn(store, connector)).toEqual({ "a.md": "a\n", "b.md": "b\n" });
    expect(copyHas(repository.git("rev-parse", "HEAD:large.bin"))).toBe(false);
  });

  it("refuses what the daemon does not export, and a daemon that is gone", async () => {
    const refusal = (path: string) =>
      refusalOf(connectorOf({ repository: `${daemon.url}${path}` }).check(directContext()));
    expect(await refusal("nowhere")).toMatch(/^SOURCE_NOT_FOUND: .*not exported/);
    await daemon.stop();
    expect(await refusal("sea")).toMatch(/^SOURCE_UNAVAILABLE: /);
  });
});

if (missing !== undefined) it.skip(`openRemote of a git daemon: ${missing}`);

describe("openRemote of a server that says nothing", () => {
  let server: Server;
  let url: string;
  let connected: Promise<void>;

  beforeEach(async () => {
    server = createServer((socket) => socket.resume());
    connected = new Promise((resolve) => server.once("connection", () => resolve()));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    url = `git://127.0.0.1:${typeof address === "object" ? address?.port : 0}/sea`;
  });

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it("stops at the signal, with all that git started", async () => {
    const stop = new AbortController();
    const checked = refusalOf(
      connectorOf({ repository: url }).check(directContext({ signal: stop.signal })),
    );
    await connected;
    stop.abort();
    expect(await checked).toMatch(/^ABORTED: /);
  });
});

describe("openRemote with a credential in its URL", () => {
  it("keeps it out of names, errors, the index and the copy", async () => {
    const server = createHttpServer((_, response) => {
      response.writeHead(401, { "WWW-Authenticate": "Basic", Connection: "close" }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const host = `127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    try {
      const connector = connectorOf({
        repository: `http://adalovelace:tusk%21tuskers@${host}/sea.git?key=walrus`,
      });
      const refusal = await refusalOf(connector.check(directContext()));
      expect(refusal).toMatch(/^SOURCE_DENIED: /);
      const onDisk = readFileSync(join(copyFolder(), "config"), "utf8");
      for (const text of [refusal, connector.source, connector.pathPrefix, onDisk, copyFolder()]) {
        expect(text).not.toMatch(/tuskers|walrus|lovelace/);
      }
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
