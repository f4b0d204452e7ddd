import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testContext } from "../http/__fixtures__/test-context.ts";
import { FixtureGitHub } from "./__fixtures__/fixture-github.ts";
import { SyncedRepository } from "./__fixtures__/synced-repository.ts";
import { GitHubConnector } from "./github-connector.ts";
import type { GitHubConfig } from "./github-settings.ts";

let github: FixtureGitHub;
let synced: SyncedRepository;

beforeEach(async () => {
  github = await FixtureGitHub.start();
  synced = new SyncedRepository(github);
});

afterEach(async () => {
  synced.store.close();
  await github.close();
});

const minute = 60_000;

describe("GitHubConnector", () => {
  it("refuses a configuration that is none and names the field", () => {
    const config = (fields: object) => () =>
      new GitHubConnector({ owner: "a", repo: "b", ...fields } as GitHubConfig);
    const refused = [
      [{ owner: "../x" }, "owner"],
      [{ owner: "" }, "owner"],
      [{ repo: ".." }, "repo"],
      [{ repo: "a/b" }, "repo"],
      [{ repo: undefined }, "repo"],
      [{ ref: "a..b" }, "ref"],
      [{ ref: "a b" }, "ref"],
      [{ ref: "-x" }, "ref"],
      [{ ref: "x\u0000" }, "ref"],
      [{ include: [] }, "include"],
      [{ include: ["wiki"] }, "include.0"],
      [{ apiUrl: "http://api.example.org/" }, "apiUrl"],
      [{ apiUrl: "https://me:pw@api.example.org/" }, "apiUrl"],
      [{ apiUrl: "file:///etc" }, "apiUrl"],
      [{ token: "x" }, "GitHubConnector"],
    ] as const;
    for (const [fields, name] of refused) {
      expect(config(fields)).toThrow(
        expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringContaining(name) }),
      );
    }
  });

  it("names sources and paths so that no two repositories or refs share them", () => {
    const named = (config: Partial<GitHubConfig>) => {
      const { source, pathPrefix } = new GitHubConnector({
        owner: "Ann",
        repo: "Lib.js",
        ...config,
      });
      return [source, pathPrefix];
    };
    expect(named({})).toEqual(["github:ann/lib.js", "github/ann/lib.js/"]);
    expect(named({ ref: "feature/X" })).toEqual([
      "github:ann/lib.js@feature%2FX",
      "github/ann/lib.js@feature%2FX/",
    ]);
    expect(named({ apiUrl: "https://git.example.org/api/v3" })).toEqual([
      "github@git.example.org:ann/lib.js",
      "github@git.example.org/ann/lib.js/",
    ]);
  });

  it("indexes files, issues and pull requests with what was said", async () => {
    github.put("src/a b#.ts", "let a = 1;\n");
    github.put("README.md", `# Hello\n\n${"long ".repeat(40)}\n`);
    const issue = github.open({
      title: "It breaks",
      body: "Here:\r\n\r\n    x\r\n",
      labels: ["bug", "ui"],
    });
    github.clock += minute;
    github.comment(issue, "Me too.", { author: null });
    const pull = github.open({ isPull: true, title: "Mend it", body: "Closes #1" });
    github.clock += minute;
    github.comment(pull, "Nice.");
    github.comment(pull, "Why?", { path: "src/a b#.ts" });
    github.clock += minute;
    github.edit(pull, { state: "closed", merged: github.clock });
    const result = await synced.sync();
    expect(result).toMatchObject({ indexed: 4, failed: [], removed: 0 });
    expect(await synced.ids()).toEqual([
      "files/README.md",
      "files/src/a b#.ts",
      "issues/1.md",
      "pulls/2.md",
    ]);
    expect((await synced.contents())["files/src/a b#.ts"]).toEqual([
      "let a = 1;\n",
      "ts",
      undefined,
      `${github.apiUrl}the-owner/the-repo/blob/HEAD/src/a%20b%23.ts`,
      undefined,
    ]);
    const prefix = "github@127.0.0.1";
    const { path, provenance } = (await synced.store.listBlocks())[2] as never as {
      path: string;
      provenance: object;
    };
    expect(path.startsWith(prefix)).toBe(true);
    expect(provenance).toMatchObject({
      sourceType: "github",
      sourceId: "https://github.com/the-owner/the-repo/issues/1",
      sourceVersion: "2026-01-02T03:05:05Z",
      title: "It breaks",
      metadata: {
        number: 1,
        state: "open",
        author: "ann",
        labels: ["bug", "ui"],
        assignees: [],
        createdAt: "2026-01-02T03:04:05Z",
      },
    });
    const texts = await synced.contents();
    expect((texts["issues/1.md"] as string[])[0]).toBe(
      [
        "# It breaks",
        "Issue #1, open, by ann, 2026-01-02T03:04:05Z",
        "Labels: bug, ui",
        "Here:\n\n    x",
        "## Comment by ghost, 2026-01-02T03:05:05Z",
        "Me too.\n",
      ].join("\n\n"),
    );
    expect((texts["pulls/2.md"] as string[])[0]).toBe(
      [
        "# Mend it",
        "Pull request #2, merged, by ann, 2026-01-02T03:05:05Z",
        "Closes #1",
        "## Comment by bob, 2026-01-02T03:06:05Z",
        "Nice.",
        "## Review comment by bob on src/a b#.ts:7, 2026-01-02T03:06:05Z",
        "Why?\n",
      ].join("\n\n"),
    );
  });

  it("says who it is and which version of the API it speaks, and shows the token when there is one", async () => {
    github.token = "ghs_abc";
    await synced.sync({ secrets: { GITHUB_TOKEN: "ghs_abc" } });
    for (const { headers } of github.requests) {
      expect(headers).toMatchObject({
        "user-agent": "tokenpak",
        "x-github-api-version": "2022-11-28",
        authorization: "Bearer ghs_abc",
      });
    }
  });

  it("asks a handful of questions where nothing happened, most of them answered by 304", async () => {
    github.put("a.md", "a");
    github.comment(github.open(), "hello");
    github.clock += minute;
    await synced.sync();
    github.clock += minute;
    await synced.sync();
    github.forget();
    expect(await synced.sync()).toMatchObject({ indexed: 0, removed: 0, unchanged: 0 });
    expect(github.asked.map((path) => path.split("?")[0])).toEqual([
      "commits/HEAD",
      "issues",
      "issues/comments",
      "pulls/comments",
      "issues",
    ]);
    expect(github.requests.filter(({ headers }) => "if-none-match" in headers)).toHaveLength(4);
  });

  it("reads changed files alone, and removes those that are gone", async () => {
    github.put("a.md", "a");
    github.put("b.md", "b");
    github.put("c/d.md", "d");
    await synced.sync();
    github.put("b.md", "b2");
    github.files.delete("c/d.md");
    github.forget();
    expect(await synced.sync()).toMatchObject({ indexed: 1, removed: 1, unchanged: 1 });
    expect(github.asked.filter((path) => path.startsWith("git/blobs"))).toHaveLength(1);
    expect(await synced.ids()).toEqual(["files/a.md", "files/b.md"]);
  });

  it("leaves out by the rules of folders, and says why", async () => {
    github.put("ok.md", "fine");
    github.put("node_modules/x/index.js", "x");
    github.put("node_modules/y.js", "y");
    github.put(".env", "A=1");
    github.put("pnpm-lock.yaml", "x");
    github.put("app.min.js", "x");
    github.put("logo.png", "not even looked at");
    github.put("data.blob", Buffer.from([1, 0, 2]));
    github.put("latin.txt", Buffer.from("caf\xe9 au lait", "latin1"));
    github.put("key.txt", `-----BEGIN RSA PRIVATE ${"KEY"}-----`);
    github.put("empty.md", "");
    github.put("weights.txt", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n");
    github.put("big.md", "x".repeat(5000));
    github.put("link", "ok.md", "120000");
    github.put("vendored", "", "160000");
    github.put("docs/.tokenpakignore", "secret/\n");
    github.put("docs/secret/plan.md", "plan");
    const { skipped } = await synced.sync({ maxDocumentBytes: 4000 });
    const prefix = synced.connector().pathPrefix;
    const byReason = skipped.paths.map(
      ({ path, reason }) => `${reason} ${path.slice(prefix.length)}`,
    );
    expect(byReason.sort()).toEqual([
      "binary files/data.blob",
      "binary files/logo.png",
      "empty files/empty.md",
      "encoding files/latin.txt",
      "generated files/app.min.js",
      "ignored files/docs/secret/",
      "lfs-pointer files/weights.txt",
      "lock-file files/pnpm-lock.yaml",
      "secret files/.env",
      "secret files/key.txt",
      "submodule files/vendored",
      "symlink files/link",
      "too-large files/big.md",
      "well-known files/node_modules/",
    ]);
    expect(await synced.ids()).toEqual(["files/docs/.tokenpakignore", "files/ok.md"]);
    github.forget();
    await synced.sync({ maxDocumentBytes: 6000 });
    expect(await synced.ids()).toContain("files/big.md");
  });

  it("asks folder by folder where a tree is cut off, and keeps what it cannot see", async () => {
    const paths = [
      "a.md",
      "b/c/d.md",
      "b/c/e.md",
      "b/f.md",
      "node_modules/x.js",
      "z/1.md",
      "z/2.md",
    ];
    for (const path of paths) github.put(path, path);
    await synced.sync();
    const expected = paths
      .filter((path) => !path.startsWith("node"))
      .map((path) => `files/${path}`);
    expect(await synced.ids()).toEqual(expected);
    for (const most of [4, 5, 6, 8]) {
      github.mostEntries = most;
      github.put("a.md", `again ${most}`);
      expect(await synced.sync()).toMatchObject({ indexed: 1, removed: 0 });
      const fresh = new SyncedRepository(github);
      await fresh.sync();
      expect(await fresh.ids()).toEqual(expected);
      fresh.store.close();
    }
    github.mostEntries = 2;
    github.put("a.md", "once more");
    const { skipped } = await synced.sync();
    expect(skipped.counts.unreadable).toBeGreaterThan(0);
    expect(await synced.ids()).toEqual(expected);
  });

  it("reads a large file whose base64 has line breaks, and no file that is not what its hash says", async () => {
    const text = "0123456789abcdef\n".repeat(60_000);
    github.put("large.md", text);
    github.put("forged.md", "forged");
    github.fault = (request, response) => {
      if (!request.url?.includes("git/blobs")) return false;
      if (!github.asked.at(-1)?.endsWith("a75f08ac6f4b5d5ba4e7ad7d03ee53a0b9ec4a42")) return false;
      response.end(JSON.stringify({ content: "AAAA", encoding: "base64" }));
      return true;
    };
    await synced.sync();
    expect((await synced.contents())["files/large.md"]).toMatchObject({ 0: text });
    github.fault = (request, response) => {
      if (!request.url?.includes("git/blobs")) return false;
      response.end(JSON.stringify({ content: "Zm9yZ2Vk", encoding: "base64" }));
      return true;
    };
    github.put("other.md", "not forged");
    const { failed } = await synced.sync();
    expect(failed).toMatchObject([{ message: expect.stringContaining("not what its hash says") }]);
    github.fault = () => false;
    expect(await synced.sync()).toMatchObject({ indexed: 1, failed: [] });
    expect(await synced.ids()).toContain("files/other.md");
  });

  it("leaves out a file that turns out larger than its tree said, and reads no more of it than allowed", async () => {
    github.put("small.md", "small");
    let written = 0;
    github.fault = (request, response) => {
      if (!request.url?.includes("git/blobs")) return false;
      const more = () => {
        while (!response.destroyed && written < 1e9) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536, "A"))) return void response.once("drain", more);
        }
        response.end();
      };
      more();
      return true;
    };
    const { skipped } = await synced.sync({ maxDocumentBytes: 10_000 });
    expect(skipped.counts).toEqual({ "too-large": 1 });
    expect(written).toBeLessThan(1e8);
  });

  it("reads a branch by its name, encoded", async () => {
    github.put("a.md", "a");
    await synced.sync({ ref: "feature/x", include: ["files"] });
    expect(github.asked[0]).toBe("commits/feature%2Fx");
    await expect(synced.sync({ ref: "nowhere" })).rejects.toMatchObject({
      code: "SOURCE_NOT_FOUND",
      message: 'the-owner/the-repo has no branch, tag or commit "nowhere". Check the ref.',
    });
  });

  it("takes a repository without a commit and without an issue for what it is", async () => {
    github.isEmpty = true;
    expect(await synced.sync()).toMatchObject({ indexed: 0, failed: [] });
    github.isEmpty = false;
    github.put("a.md", "a");
    github.open();
    await synced.sync();
    expect(await synced.ids()).toEqual(["files/a.md", "issues/1.md"]);
  });

  it("lists more than a page, also where all changed in one second", async () => {
    for (let count = 0; count < 250; count++) {
      github.open();
      if (count >= 130) github.clock += 1000;
    }
    github.clock += minute;
    expect(await synced.sync()).toMatchObject({ indexed: 250, failed: [] });
    github.clock += minute;
    for (const number of [3, 140, 250]) github.edit(number, { title: "Another" });
    github.clock += minute;
    expect(await synced.sync()).toMatchObject({ indexed: 3 });
  });

  it("sees edited comments, which leave the issue's time alone", async () => {
    const issue = github.open();
    const pull = github.open({ isPull: true });
    const comment = github.comment(issue, "before");
    const review = github.comment(pull, "before", { path: "a.ts" });
    github.clock += minute;
    await synced.sync();
    github.clock += minute;
    github.editComment(comment, "after");
    github.editComment(review, "afterwards");
    github.clock += minute;
    expect(await synced.sync()).toMatchObject({ indexed: 2 });
    const texts = JSON.stringify(await synced.contents());
    expect(texts).toContain("after\\n");
    expect(texts).toContain("afterwards\\n");
    expect(texts).not.toContain("before");
  });

  it("sees a second change in the second of the first", async () => {
    const issue = github.open({ title: "One" });
    await synced.sync();
    github.edit(issue, { title: "Two" });
    await synced.sync();
    expect(JSON.stringify(await synced.contents())).toContain("Two");
    const comment = github.comment(issue, "Three");
    await synced.sync();
    github.editComment(comment, "Four");
    await synced.sync();
    const texts = JSON.stringify(await synced.contents());
    expect(texts).toContain("Four");
    expect(texts).not.toContain("Three");
  });

  it("removes issues that were deleted, by their number and, where that is not said, within a week", async () => {
    for (let count = 0; count < 4; count++) github.open();
    github.clock += minute;
    await synced.sync();
    github.delete(2);
    github.open();
    github.clock += minute;
    expect(await synced.sync()).toMatchObject({ removed: 1, indexed: 1 });
    expect(await synced.ids()).toEqual([1, 3, 4, 5].map((number) => `issues/${number}.md`));
    github.saysLast = false;
    github.delete(3);
    github.clock += minute;
    expect(await synced.sync()).toMatchObject({ removed: 0 });
    github.clock += 8 * 24 * 60 * minute;
    expect(await synced.sync()).toMatchObject({ removed: 1 });
  });

  it("reads pull requests of a repository whose issues are switched off", async () => {
    const pull = github.open({ isPull: true, title: "Alone" });
    github.comment(pull, "still heard");
    github.hasIssues = false;
    github.clock += minute;
    expect(await synced.sync()).toMatchObject({ indexed: 1, failed: [] });
    expect(JSON.stringify(await synced.contents())).toContain("still heard");
    github.clock += minute;
    expect(await synced.sync()).toMatchObject({ indexed: 0, removed: 0 });
    github.delete(pull);
    expect(await synced.sync()).toMatchObject({ removed: 1 });
  });

  it("drops what is no longer included, and takes up what is", async () => {
    github.put("a.md", "a");
    github.open();
    github.open({ isPull: true });
    github.clock += minute;
    await synced.sync();
    await synced.sync({ include: ["pulls"] });
    expect(await synced.ids()).toEqual(["pulls/2.md"]);
    await synced.sync({ include: ["pulls", "files"] });
    expect(await synced.ids()).toEqual(["files/a.md", "pulls/2.md"]);
    await synced.sync();
    expect(await synced.ids()).toEqual(["files/a.md", "issues/1.md", "pulls/2.md"]);
  });

  it("looks at everything again where the cursor is another version's", async () => {
    github.put("a.md", "a");
    await synced.sync();
    const { source } = synced.connector();
    const saved = JSON.parse(synced.store.readCursor(source) ?? "") as object;
    const value = JSON.stringify({ ...saved, cursor: { version: 0 } });
    synced.store.applyChanges({ cursor: { source, value } });
    expect(await synced.sync()).toMatchObject({ indexed: 0, unchanged: 1, removed: 0 });
  });

  it("stops at the limit with what it has, says when it resets, and goes on after that", async () => {
    for (let count = 0; count < 30; count++) {
      github.put(`${count}.md`, `file ${count}`);
      github.comment(github.open(), "a comment");
    }
    github.clock += minute;
    let syncs = 0;
    for (;;) {
      github.remaining = 15;
      github.resetMs = github.clock + 3_600_000;
      const before = (await synced.ids()).length;
      try {
        await synced.sync();
        break;
      } catch (error) {
        expect(error).toMatchObject({
          code: "SOURCE_RATE_LIMITED",
          message: expect.stringContaining(
            new Date(Math.ceil(github.resetMs / 1000) * 1000 + 1000).toISOString(),
          ),
        });
        expect((await synced.ids()).length).toBeGreaterThan(before);
      }
      expect(++syncs).toBeLessThan(12);
      github.clock += 3_700_000;
    }
    expect(syncs).toBeGreaterThan(3);
    expect(await synced.ids()).toHaveLength(60);
    github.remaining = Number.POSITIVE_INFINITY;
    github.resetMs = 0;
    expect(await synced.sync()).toMatchObject({ indexed: 0, failed: [] });
  });

  it("waits out short limits and outages on the way", async () => {
    for (let count = 0; count < 5; count++) github.put(`${count}.md`, `file ${count}`);
    github.comment(github.open(), "hello");
    let turn = 0;
    github.fault = (_, response) => {
      switch (turn++ % 5) {
        case 1:
          response.writeHead(429, { "retry-after": "2" }).end();
          return true;
        case 2:
          response.writeHead(502).end("<html>");
          return true;
        case 3:
          response.writeHead(200, { "content-length": "500" }).write("{");
          setTimeout(() => response.destroy(), 2);
          return true;
        default:
          return false;
      }
    };
    expect(await synced.sync()).toMatchObject({ indexed: 6, failed: [] });
    expect(synced.waited).toContain(2000);
  });

  it("goes on after it is stopped at any request, and ends with the same index", async () => {
    for (let count = 0; count < 4; count++) {
      github.put(`${count}.md`, `file ${count}`);
      github.comment(github.open({ isPull: count % 2 === 0 }), `comment ${count}`);
    }
    github.clock += minute;
    await synced.sync();
    const expected = await synced.contents();
    for (let first = 1; first < 13; first += 3) {
      const other = new SyncedRepository(github);
      let rounds = 0;
      // Each round may send some more requests: reading one document takes up to three in a row.
      while (await isStopped(other, first + 3 * rounds)) rounds++;
      expect(rounds).toBeGreaterThan(0);
      expect(await other.contents()).toEqual(expected);
      other.store.close();
    }
  });

  /** Syncs with so many requests, and says whether that was too few. */
  async function isStopped(other: SyncedRepository, requests: number): Promise<boolean> {
    const controller = new AbortController();
    let count = 0;
    const fetch: typeof globalThis.fetch = (input, init) => {
      if (++count > requests) controller.abort();
      return globalThis.fetch(input, init);
    };
    try {
      await other.sync({ fetch, signal: controller.signal });
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: "ABORTED" });
      return true;
    }
  }

  it("tries a document again that failed alone", async () => {
    github.put("a.md", "a");
    const issue = github.open();
    github.comment(issue, "hello");
    github.fault = (request, response) => {
      const isContent = /git\/blobs|issues\/1\/comments/.test(request.url ?? "");
      if (isContent) response.writeHead(500).end();
      return isContent;
    };
    github.clock += minute;
    expect((await synced.sync()).failed).toHaveLength(2);
    github.fault = () => false;
    github.forget();
    expect(await synced.sync()).toMatchObject({ indexed: 2, failed: [] });
    expect(await synced.ids()).toEqual(["files/a.md", "issues/1.md"]);
  });

  it("never shows the token, whatever goes wrong", async () => {
    const secrets = { GITHUB_TOKEN: "ghs_wrong" };
    github.token = "ghs_right";
    const errors = [
      await synced.sync({ secrets }).catch((error: unknown) => error),
      await synced
        .connector()
        .check(testContext(secrets))
        .catch((error: unknown) => error),
    ];
    github.put("a.md", "a");
    github.token = undefined;
    github.fault = (request, response) => {
      if (!request.url?.includes("git/blobs")) return false;
      response.writeHead(500).end(JSON.stringify({ message: request.headers.authorization }));
      return true;
    };
    errors.push(await synced.sync({ secrets }));
    for (const error of errors) {
      expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain("ghs_wrong");
    }
    expect(errors[0]).toMatchObject({ code: "SOURCE_DENIED" });
  });

  describe("check", () => {
    const check = (secrets: Record<string, string> = {}, config: Partial<GitHubConfig> = {}) =>
      synced.connector(config).check(testContext(secrets));

    it("is content with a repository and a ref that are there", async () => {
      await check();
      github.isEmpty = true;
      await check();
    });

    it("says what to do about 401, 403 and 404", async () => {
      github.token = "ghs_right";
      await expect(check({ GITHUB_TOKEN: "ghs_wrong" })).rejects.toMatchObject({
        code: "SOURCE_DENIED",
        message:
          "GitHub answered 401 for /repos/the-owner/the-repo: Bad credentials. GITHUB_TOKEN is not valid or has expired; set a new one.",
      });
      await expect(check()).rejects.toMatchObject({
        code: "SOURCE_NOT_FOUND",
        message: expect.stringContaining("what is private needs a token"),
      });
      await expect(check({}, { ref: "nowhere" })).rejects.toMatchObject({
        code: "SOURCE_NOT_FOUND",
      });
      github.fault = (_, response) => {
        response
          .writeHead(403)
          .end('{"message":"Resource not accessible by personal access token"}');
        return true;
      };
      await expect(check({ GITHUB_TOKEN: "ghs_right" })).rejects.toMatchObject({
        code: "SOURCE_DENIED",
        message: expect.stringContaining("give it the right"),
      });
    });

    it("does not wait long", async () => {
      const context = testContext();
      github.fault = (_, response) => {
        response.writeHead(503, { "retry-after": "2" }).end();
        return true;
      };
      await expect(synced.connector().check(context)).rejects.toMatchObject({
        code: "SOURCE_UNAVAILABLE",
      });
      expect(context.slept).toEqual([2000, 2000]);
    });

    it("does not take another server for GitHub", async () => {
      for (const body of ["<html>", "{}", "[]", '{"full_name":7}']) {
        github.fault = (_, response) => {
          response.end(body);
          return true;
        };
        await expect(check()).rejects.toMatchObject({ code: "SOURCE_UNAVAILABLE" });
      }
    });
  });
});
