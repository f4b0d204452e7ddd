import { createHash } from "node:crypto";
import { BlockRegistry } from "@tokenpak/registry";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { SOAK_ROUNDS, SOAK_TIMEOUT } from "../__fixtures__/soak-rounds.ts";
import { filesIn, freshTexts, syncRepository, textsIn } from "./__fixtures__/sync-repository.ts";
import { PLAIN_GIT, TestRepository } from "./__fixtures__/test-repository.ts";
import { GitConnector } from "./git-connector.ts";

beforeAll(() => {
  for (const [name, value] of Object.entries(PLAIN_GIT)) vi.stubEnv(name, value);
});

afterAll(() => {
  vi.unstubAllEnvs();
});

const PATHS = ["a.md", "b.ts", "dir", "dir/a.md", "dir/b", "dir/b/c.md", "ä ö.md", "-x"];
const IGNORED = ["", "*.ts\n", "dir/\n", "/a.md\n!dir/a.md\n"];

const path = fc.constantFrom(...PATHS);
const change = fc.oneof(
  fc.record({
    kind: fc.constant("write" as const),
    path,
    text: fc.constantFrom("one\n", "two\n", "three\n", ""),
    mode: fc.constantFrom("100644", "100644", "100755", "120000"),
  }),
  fc.record({ kind: fc.constant("delete" as const), path }),
  fc.record({ kind: fc.constant("rename" as const), path, to: path }),
  fc.record({ kind: fc.constant("ignore" as const), text: fc.constantFrom(...IGNORED) }),
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

const step = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
  /** How many commits the branch goes back before, as a push by force leaves it. */
  back: fc.constantFrom(0, 0, 0, 1, 2),
  /** Whether the commits that nothing leads to any more are thrown away. */
  isCleaned: fc.constantFrom(false, false, true),
  isSynced: fc.boolean(),
});

/** What a tree holds: mode and content by path. */
type Tree = ReadonlyMap<string, readonly [mode: string, content: string]>;

function changed(tree: Tree, made: Change): Tree {
  switch (made.kind) {
    case "write":
      return withFile(tree, made.path, [made.mode, made.text]);
    case "ignore":
      return withFile(tree, ".tokenpakignore", ["100644", made.text]);
    case "delete":
      return new Map([...tree].filter(([name]) => !isAtOrBelow(name, made.path)));
    case "rename": {
      const file = tree.get(made.path);
      if (file === undefined) return tree;
      const rest = new Map([...tree].filter(([name]) => name !== made.path));
      return withFile(rest, made.to, file);
    }
  }
}

/** A folder makes way for a file of its name, and a file for a folder. */
function withFile(tree: Tree, name: string, file: readonly [string, string]): Tree {
  const rest = [...tree].filter(
    ([other]) => !isAtOrBelow(other, name) && !isAtOrBelow(name, other),
  );
  return new Map([...rest, [name, file]]);
}

function isAtOrBelow(name: string, folder: string): boolean {
  return name === folder || name.startsWith(`${folder}/`);
}

/** Commits a tree by `git fast-import` (https://git-scm.com/docs/git-fast-import); answers the hash. */
function commitTree(
  repository: TestRepository,
  { tree, parent, at }: { readonly tree: Tree; readonly parent: string; readonly at: number },
): string {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const lines = [
    `commit refs/heads/main\ncommitter C <c@x> ${1_800_000_000 + at * 60} +0000\n${data(`commit ${at}`)}`,
    parent === "" ? "" : `from ${parent}\n`,
    "deleteall\n",
    ...[...tree].map(([name, [mode, text]]) => `M ${mode} inline "${name}"\n${data(text)}`),
  ];
  repository.gitWith(lines.join(""), "fast-import", "--quiet", "--force");
  return repository.git("rev-parse", "main");
}

/** Ids of the blobs that the tree has as files with something in them, by path. */
function blobsAtHead(repository: TestRepository): Record<string, string> {
  const entries = repository.git("ls-tree", "-r", "-z", "HEAD").split("\0").filter(Boolean);
  const files = entries.flatMap((entry) => {
    const [head = "", name = ""] = entry.split("\t");
    const [mode = "", , object = ""] = head.split(" ");
    return mode.startsWith("100") && object !== blobId("") ? [[name, object] as const] : [];
  });
  return Object.fromEntries(files);
}

function blobId(content: string): string {
  return createHash("sha1")
    .update(`blob ${Buffer.byteLength(content)}\0${content}`)
    .digest("hex");
}

describe("GitConnector", () => {
  it(
    "has the same index after any history as one that is made from nothing, and as git ls-tree",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
          using store = new BlockRegistry(":memory:");
          const repository = new TestRepository({ bare: true });
          const connector = new GitConnector({ repository: repository.folder, commits: 3 });
          try {
            let history: { readonly hash: string; readonly tree: Tree }[] = [];
            for (const [at, { changes, back, isCleaned, isSynced }] of steps.entries()) {
              history = history.slice(0, Math.max(0, history.length - back));
              const { hash: parent, tree: before } = history.at(-1) ?? {
                hash: "",
                tree: new Map(),
              };
              const tree = changes.reduce(changed, before);
              history.push({ hash: commitTree(repository, { tree, parent, at }), tree });
              if (isCleaned) repository.git("prune", "--expire=now");
              if (!isSynced && at < steps.length - 1) continue;
              await syncRepository(connector, { store });
              expect(textsIn(store, connector)).toEqual(await freshTexts(connector));
              if (tree.has(".tokenpakignore")) continue;
              const ids = Object.entries(filesIn(store, connector)).map(([id, content]) => [
                id,
                blobId(content),
              ]);
              expect(Object.fromEntries(ids)).toEqual(blobsAtHead(repository));
            }
          } finally {
            repository.remove();
          }
        }),
        { numRuns: 5 * SOAK_ROUNDS },
      );
    },
    SOAK_TIMEOUT,
  );
});
