import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ConnectorFixture, connectorContract } from "../__fixtures__/connector-contract.ts";
import type { SyncEvent } from "../connector.ts";
import { guardedContext } from "../sync/sync-context.ts";
import { FilesystemConnector } from "./filesystem-connector.ts";

const isRoot = process.getuid?.() === 0;

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "tokenpak-files-")));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** A minute from now: the time stamps of files just written count as settled. */
const later = () => Date.now() + 60_000;

async function eventsOf(connector: FilesystemConnector, now = later): Promise<SyncEvent[]> {
  const { context } = guardedContext({ now, limits: { maxDocumentBytes: 100 } });
  const events: SyncEvent[] = [];
  for await (const event of connector.sync({ ...context, cursor: undefined })) events.push(event);
  return events;
}

async function documentOf(path: string, now = later) {
  const events = await eventsOf(new FilesystemConnector({ root }), now);
  const event = events.find((one) => one.type === "upsert" && one.id === path);
  if (event?.type !== "upsert") throw new Error(`${path} is not there`);
  return { version: event.version, document: await event.read() };
}

/** Files below `inProject` in `root`, and what contracts do with them. */
function fixtureOf(inProject: string): ConnectorFixture {
  const folder = join(root, inProject);
  const at = (name: string) => join(inProject, name);
  write({
    [at("a.md")]: "# Walrus",
    [at("deep/b.ts")]: "let tusk = 2;",
    [at("deep/c d.txt")]: "sea",
    [at(".gitignore")]: "*.log",
    [at("x.log")]: "ignored",
  });
  const ids = new Set([".gitignore", "a.md", "deep/b.ts", "deep/c d.txt"]);
  return {
    connector: new FilesystemConnector({ root: folder, projectRoot: root }),
    options: { now: later },
    ids: () => [...ids],
    change() {
      write({ [at("a.md")]: "# Walrus, changed" });
      return "a.md";
    },
    remove() {
      rmSync(join(folder, "deep", "b.ts"));
      ids.delete("deep/b.ts");
      return "deep/b.ts";
    },
    add() {
      write({ [at("deep/new.md")]: "new" });
      ids.add("deep/new.md");
      return "deep/new.md";
    },
    plant(secret: string) {
      write({ [at("a.md")]: `token ${secret}` });
      return "a.md";
    },
    ...(isRoot ? {} : { fail: () => lock(join(folder, "a.md")) }),
    unusable() {
      const gone = join(root, "gone");
      mkdirSync(gone);
      const connector = new FilesystemConnector({ root: gone });
      rmSync(gone, { recursive: true });
      return { connector, code: "PATH_NOT_FOUND" };
    },
  };
}

/** Nobody but root may read it till it heals. */
function lock(file: string) {
  writeFileSync(file, "# Walrus, later");
  chmodSync(file, 0);
  return { id: "a.md", heal: () => chmodSync(file, 0o600) };
}

connectorContract("FilesystemConnector of a project", () => fixtureOf(""));
connectorContract("FilesystemConnector of a folder in a project", () => fixtureOf("docs/guide"));

describe("FilesystemConnector", () => {
  it("names what is left out, says how much there is, and that this is all", async () => {
    write({ "a.md": "one", "b/c.md": "two", ".env": "A=1", "node_modules/x/y.js": "z" });
    const events = await eventsOf(new FilesystemConnector({ root }));
    expect(events).toMatchObject([
      { type: "skip", id: ".env", reason: "secret" },
      { type: "skip", id: "node_modules/", reason: "well-known" },
      { type: "plan", documents: 2 },
      { type: "upsert", id: "a.md" },
      { type: "upsert", id: "b/c.md" },
      { type: "checkpoint", cursor: null, complete: "" },
    ]);
  });

  it("gives a text with its absolute path, the hash of its bytes and its encoding", async () => {
    const bytes = Buffer.from(
      "Gr\u00fc\u00dfe aus K\u00f6ln, sch\u00f6ne Tage und viel mehr Text dazu",
      "latin1",
    );
    write({ "a.md": "one", "b.txt": bytes });
    const { version, document } = await documentOf("a.md");
    expect(document).toEqual({
      text: "one",
      uri: join(root, "a.md"),
      version,
      sourceVersion: "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
    });
    expect((await documentOf("b.txt")).document).toMatchObject({
      text: bytes.toString("latin1"),
      metadata: { encoding: "windows-1252" },
    });
  });

  it("gives no version for time stamps younger than what file systems tell apart", async () => {
    write({ "a.md": "one" });
    expect((await documentOf("a.md", Date.now)).document).toMatchObject({ version: undefined });
    expect((await documentOf("a.md", () => 0)).document).toMatchObject({ version: undefined });
  });

  it("knows one file, and covers no other", async () => {
    write({ "src/a.md": "one", "src/b.md": "two" });
    const connector = new FilesystemConnector({ root: join(root, "src/a.md"), projectRoot: root });
    expect(connector).toMatchObject({ pathPrefix: "src/", source: `filesystem:${root}` });
    expect((await eventsOf(connector)).slice(1)).toMatchObject([
      { type: "upsert", id: "a.md" },
      { type: "checkpoint", complete: "a.md" },
    ]);
  });

  it("takes the smaller of two size limits", async () => {
    write({ "a.md": "12345", "b.md": "x".repeat(101) });
    const skips = async (config: object) =>
      (await eventsOf(new FilesystemConnector({ root, ...config }))).flatMap((event) =>
        event.type === "skip" ? [event.id] : [],
      );
    expect(await skips({})).toEqual(["b.md"]);
    expect(await skips({ maxFileBytes: 4 })).toEqual(["a.md", "b.md"]);
    expect(await skips({ maxFileBytes: 1000 })).toEqual(["b.md"]);
  });

  it("reads only what is still a file of that size when its turn comes", async () => {
    const changes: Readonly<Record<string, [(file: string) => void, reason: string]>> = {
      "gone.md": [(file) => rmSync(file), "unreadable"],
      "grown.md": [(file) => appendFileSync(file, "x".repeat(200)), "too-large"],
      "link.md": [
        (file) => {
          rmSync(file);
          symlinkSync("/etc/passwd", file);
        },
        "unreadable",
      ],
      "pipe.md": [
        (file) => {
          rmSync(file);
          execFileSync("mkfifo", [file]);
        },
        "special",
      ],
      "folder.md": [
        (file) => {
          rmSync(file);
          mkdirSync(file);
        },
        "special",
      ],
      "empty.md": [(file) => writeFileSync(file, ""), "empty"],
    };
    write(Object.fromEntries(Object.keys(changes).map((name) => [name, "text"])));
    const events = await eventsOf(new FilesystemConnector({ root }));
    for (const [name, [change, reason]] of Object.entries(changes)) {
      change(join(root, name));
      const event = events.find((one) => one.type === "upsert" && one.id === name);
      expect([name, event?.type === "upsert" && (await event.read())]).toEqual([name, { reason }]);
    }
  });

  it("refuses a configuration that is none, and a root outside of its project", () => {
    const refused = (config: object, message: string | RegExp) =>
      expect(() => new FilesystemConnector(config as never)).toThrow(
        expect.objectContaining({
          code: "INVALID_OPTION",
          message: expect.stringMatching(message),
        }),
      );
    refused({}, "root: must be the path");
    refused({ root: "" }, "root: must be the path");
    refused({ root, maxFileBytes: -1 }, "maxFileBytes: must be a number of bytes");
    refused({ root, maxFileBytes: Number.NaN }, "maxFileBytes");
    refused({ root, folder: "x" }, "has nothing else");
    mkdirSync(join(root, "project"));
    refused({ root, projectRoot: join(root, "project") }, "not below the project root");
  });
});
