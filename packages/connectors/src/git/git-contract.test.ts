import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, it, vi } from "vitest";
import { type ConnectorFixture, connectorContract } from "../__fixtures__/connector-contract.ts";
import { SOAK_ROUNDS } from "../__fixtures__/soak-rounds.ts";
import { daemonMissing, type GitDaemon, startDaemon } from "./__fixtures__/git-daemon.ts";
import { PLAIN_GIT, TestRepository, temporaryFolder } from "./__fixtures__/test-repository.ts";
import { GitConnector } from "./git-connector.ts";

beforeAll(() => {
  for (const [name, value] of Object.entries(PLAIN_GIT)) vi.stubEnv(name, value);
});

afterAll(() => {
  vi.unstubAllEnvs();
  template?.remove();
});

let template: TestRepository | undefined;

/** What every repository here begins with: three files. */
function beginning(): TestRepository {
  if (template !== undefined) return template;
  template = new TestRepository();
  template.git("config", "uploadpack.allowFilter", "true");
  template.commit("something", {
    "README.md": "# Walrus\n",
    "src/tusk.ts": "export const tusk = 2;\n",
    "b/ä ö.md": "ö\n",
  });
  return template;
}

/** A repository with three files, and how others see it. */
function fixtureOf(
  repository: TestRepository,
  seenFrom: { readonly connector: GitConnector; close?(): void },
): ConnectorFixture {
  const { connector } = seenFrom;
  const commit = (files: Readonly<Record<string, string>> = {}): void => {
    repository.commit("something", files);
  };
  return {
    connector,
    ids: () =>
      repository.git("ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0").filter(Boolean),
    change() {
      commit({ "README.md": "# Walrus, changed\n" });
      return "README.md";
    },
    remove() {
      repository.git("rm", "--quiet", "src/tusk.ts");
      commit();
      return "src/tusk.ts";
    },
    add() {
      commit({ "src/new.ts": "export const other = 3;\n" });
      return "src/new.ts";
    },
    plant(secret) {
      commit({ "b/ä ö.md": `token ${secret}\n` });
      return "b/ä ö.md";
    },
    unusable: () => ({
      connector: new GitConnector({ repository: repository.folder, ref: "no-such-branch" }),
      code: "SOURCE_NOT_FOUND",
    }),
    close() {
      repository.remove();
      seenFrom.close?.();
    },
  };
}

connectorContract("GitConnector of a working tree", () => {
  const repository = new TestRepository({ from: beginning() });
  const connector = new GitConnector({ repository: repository.folder, commits: 0 });
  return {
    ...fixtureOf(repository, { connector }),
    fail() {
      repository.commit("something", { "README.md": "# Walrus, damaged\n" });
      const object = repository.git("rev-parse", "HEAD:README.md");
      const file = join(repository.folder, ".git/objects", object.slice(0, 2), object.slice(2));
      const whole = readFileSync(file);
      chmodSync(file, 0o600);
      writeFileSync(file, "no object at all");
      return { id: "README.md", heal: () => writeFileSync(file, whole) };
    },
  };
});

/** A copy is kept of what a URL names, whatever brings it there. */
function openCopied(repository: TestRepository, url: string): ConnectorFixture {
  const cacheFolder = temporaryFolder();
  return fixtureOf(repository, {
    connector: new GitConnector({ repository: url, commits: 0, cacheFolder }),
    close: () => rmSync(cacheFolder, { recursive: true, force: true }),
  });
}

connectorContract("GitConnector of a URL", () => {
  const repository = new TestRepository({ from: beginning() });
  return openCopied(repository, pathToFileURL(repository.folder).href);
});

/** A daemon on one machine waits 40 ms for each answer; `open-remote.test.ts` has what is of the network alone. */
const missing = SOAK_ROUNDS > 1 ? daemonMissing() : "only with TOKENPAK_SOAK_ROUNDS above 1";

describe.skipIf(missing !== undefined)("a git daemon", () => {
  const served = temporaryFolder();
  let daemon: GitDaemon;

  beforeAll(async () => {
    daemon = await startDaemon(served);
  });

  afterAll(async () => {
    await daemon.stop();
    rmSync(served, { recursive: true, force: true });
  });

  let count = 0;
  connectorContract("GitConnector of a git daemon", () => {
    const name = `sea-${count++}`;
    const repository = new TestRepository({ from: beginning(), folder: join(served, name) });
    return openCopied(repository, `${daemon.url}${name}`);
  });
});

if (missing !== undefined) it.skip(`GitConnector of a git daemon: ${missing}`);
