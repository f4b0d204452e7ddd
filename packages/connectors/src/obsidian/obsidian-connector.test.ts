import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BlockRegistry } from "@tokenpak/registry";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectorContract } from "../__fixtures__/connector-contract.ts";
import { characters, PassThrough } from "../__fixtures__/pass-through.ts";
import { syncDocuments } from "../sync/sync-documents.ts";
import { ObsidianConnector } from "./obsidian-connector.ts";

let vault: string;

beforeEach(() => {
  vault = realpathSync(mkdtempSync(join(tmpdir(), "tokenpak-vault-")));
});

afterEach(() => rmSync(vault, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(vault, path)), { recursive: true });
    writeFileSync(join(vault, path), content);
  }
}

/** A minute from now: the time stamps of files just written count as settled. */
const later = () => Date.now() + 60_000;

function syncInto(store: BlockRegistry, engine = new PassThrough()) {
  const connector = new ObsidianConnector({ vault, name: "v" });
  return syncDocuments(connector, { store, engine, counter: characters, now: later });
}

/** What the index has, by path in the vault. */
function contentsOf(store: BlockRegistry) {
  return Object.fromEntries(
    store
      .listBlocks()
      .map(({ path, compressedContent, fileType, provenance }) => [
        path.replace("obsidian/v/", ""),
        [compressedContent, fileType, provenance?.title, provenance?.metadata] as const,
      ]),
  );
}

describe("ObsidianConnector", () => {
  it("refuses what is no vault", () => {
    const made = (config: object) => () => new ObsidianConnector(config as { vault: string });
    for (const config of [
      {},
      { vault: "" },
      { vault, name: "a/b" },
      { vault, name: ".." },
      { vault, x: 1 },
    ]) {
      expect(made(config)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    }
    expect(made({ vault: join(vault, "none") })).toThrow(
      expect.objectContaining({ code: "PATH_NOT_FOUND" }),
    );
  });

  it("is named by the vault's real path, its documents by the folder's name", () => {
    const { source, pathPrefix } = new ObsidianConnector({ vault });
    expect(source).toBe(`obsidian:${vault}`);
    expect(pathPrefix).toBe(`obsidian/${vault.split("/").at(-1)}/`);
  });

  it("indexes notes with what they say of themselves, and canvases", async () => {
    write({
      "Home.md":
        "---\ntags: [start]\nstatus: open\n---\n# Welcome\n[[Deep|the deep]] ![[pic.png]] #now ^top\n",
      "a/Deep.md": "no heading, [[Home#Welcome]] [[None]] [out](https://example.org/)",
      "daily/2026-01-02.md": "today",
      "pic.png": new Uint8Array([137, 0]),
      "Board.canvas": JSON.stringify({
        nodes: [{ id: "1", type: "file", file: "a/Deep.md" }],
      }),
      "broken.canvas": "{",
    });
    const store = new BlockRegistry(":memory:");
    const { skipped, failed } = await syncInto(store);
    expect(failed).toEqual([]);
    expect(skipped.paths).toEqual([{ path: "obsidian/v/pic.png", reason: "attachment" }]);
    const contents = contentsOf(store);
    expect(contents["Home.md"]?.slice(1)).toEqual([
      "md",
      "Welcome",
      {
        tags: ["start", "now"],
        links: [
          { target: "Deep", path: "a/Deep.md", alias: "the deep" },
          { target: "pic.png", path: "pic.png", embed: true },
        ],
        blocks: ["top"],
        properties: { status: "open" },
      },
    ]);
    expect(contents["a/Deep.md"]?.slice(2)).toEqual([
      "Deep",
      {
        links: [{ target: "Home", path: "Home.md", heading: "Welcome" }, { target: "None" }],
        urls: ["https://example.org/"],
      },
    ]);
    expect(contents["daily/2026-01-02.md"]?.slice(2)).toEqual(["2026-01-02", { period: "daily" }]);
    expect(contents["Board.canvas"]).toEqual([
      "# Board\n\n[[a/Deep.md]]\n",
      "md",
      "Board",
      { links: [{ target: "a/Deep.md", path: "a/Deep.md" }] },
    ]);
    expect(contents["broken.canvas"]?.[0]).toBe("{");
    store.close();
  });

  it("leaves out what Obsidian hides, what is ignored, and attachments, and counts it", async () => {
    write({
      "a.md": "a",
      ".obsidian/app.json": "{}",
      ".obsidian/plugins/x/main.min.js": "x",
      ".trash/old.md": "old",
      ".hidden.md": "hidden",
      "b/.git-like/c.md": "c",
      "private/p.md": "p",
      ".tokenpakignore": "private/\n",
      "notes.txt": "attached",
      "empty.md": "",
      "prod.env": "A=1",
    });
    const store = new BlockRegistry(":memory:");
    const { skipped } = await syncInto(store);
    const shown = skipped.paths.map(({ path, reason }) => `${reason} ${path.slice(11)}`);
    expect(shown.sort()).toEqual([
      "attachment notes.txt",
      "empty empty.md",
      "ignored private/",
      "secret prod.env",
      "well-known .hidden.md",
      "well-known .obsidian/",
      "well-known .tokenpakignore",
      "well-known .trash/",
      "well-known b/.git-like/",
    ]);
    expect(Object.keys(contentsOf(store))).toEqual(["a.md"]);
    store.close();
  });

  it("sees where links lead when another note comes or goes, and packs nothing again", async () => {
    write({ "a.md": "[[Late]]", "b/x.md": "x" });
    const store = new BlockRegistry(":memory:");
    const engine = new PassThrough();
    await syncInto(store, engine);
    expect(contentsOf(store)["a.md"]?.[3]).toEqual({ links: [{ target: "Late" }] });
    write({ "b/Late.md": "here" });
    expect(await syncInto(store, engine)).toMatchObject({ indexed: 1 });
    expect(contentsOf(store)["a.md"]?.[3]).toEqual({
      links: [{ target: "Late", path: "b/Late.md" }],
    });
    rmSync(join(vault, "b/Late.md"));
    await syncInto(store, engine);
    expect(contentsOf(store)["a.md"]?.[3]).toEqual({ links: [{ target: "Late" }] });
    expect(engine.packed).toHaveLength(3);
    store.close();
  });

  it("makes the same index as a fresh one after any edits", async () => {
    const path = fc.constantFrom("a.md", "b/a.md", "b/c.md", "d.canvas", "e.png", ".trash/a.md");
    const text = fc.constantFrom("", "[[a]] #t", "[[c|x]]", "---\ntags: [u]\n---\n[[b/a]]", "{}");
    const edits = fc.array(fc.tuple(path, fc.option(text)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 4 }), async (rounds) => {
        const store = new BlockRegistry(":memory:");
        const fresh = new BlockRegistry(":memory:");
        try {
          for (const round of rounds) {
            for (const [file, content] of round) {
              if (content === null) rmSync(join(vault, file), { force: true });
              else write({ [file]: content });
            }
            await syncInto(store);
          }
          await syncInto(fresh);
          expect(contentsOf(store)).toEqual(contentsOf(fresh));
        } finally {
          store.close();
          fresh.close();
          rmSync(vault, { recursive: true, force: true });
          mkdirSync(vault);
        }
      }),
      { numRuns: 25 },
    );
  });
});

connectorContract("ObsidianConnector", () => {
  write({
    "Home.md": "# Home\n[[Second]]",
    "deep/Second.md": "#tag",
    "deep/Third.md": "third",
    "Board.canvas": '{"nodes":[{"id":"1","type":"text","text":"card"}]}',
    "pic.png": new Uint8Array([137, 0]),
    ".obsidian/app.json": "{}",
  });
  const ids = new Set(["Home.md", "deep/Second.md", "deep/Third.md", "Board.canvas"]);
  return {
    connector: new ObsidianConnector({ vault }),
    options: { now: later },
    ids: () => [...ids],
    change() {
      write({ "Home.md": "# Home, changed\n[[Third]]" });
      return "Home.md";
    },
    remove() {
      rmSync(join(vault, "deep/Second.md"));
      ids.delete("deep/Second.md");
      return "deep/Second.md";
    },
    add() {
      write({ "deep/New.md": "[[Home]]" });
      ids.add("deep/New.md");
      return "deep/New.md";
    },
    plant(secret) {
      write({ "Home.md": `---\nkey: ${secret}\n---\n` });
      return "Home.md";
    },
    unusable() {
      const gone = mkdtempSync(join(tmpdir(), "tokenpak-gone-"));
      const connector = new ObsidianConnector({ vault: gone });
      rmSync(gone, { recursive: true });
      return { connector, code: "PATH_NOT_FOUND" };
    },
  };
});
