import type { IncomingMessage, ServerResponse } from "node:http";
import { BlockRegistry } from "@tokenpak/registry";
import { afterEach, describe, expect, it } from "vitest";
import { characters, PassThrough } from "../__fixtures__/pass-through.ts";
import { type LoopbackServer, loopbackServer } from "../http/__fixtures__/loopback-server.ts";
import { testContext } from "../http/__fixtures__/test-context.ts";
import { HttpClient } from "../http/http-client.ts";
import { syncDocuments } from "../sync/sync-documents.ts";
import { type RecordedExchange, recorded } from "./__fixtures__/recorded.ts";
import { GitHubConnector } from "./github-connector.ts";

let server: LoopbackServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Answers GETs as recorded: by path and query, else by the path alone; `[]` for lists of comments, which nobody recorded. */
async function replay(exchanges: readonly RecordedExchange[]): Promise<LoopbackServer> {
  const gets = exchanges.filter(({ method }) => method === "get");
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { url = "", headers } = request;
    const path = url.split("?")[0];
    const found =
      gets.find((one) => one.path === url) ?? gets.find((one) => one.path.split("?")[0] === path);
    if (found === undefined && path?.endsWith("/comments")) {
      response.end("[]");
      return;
    }
    const here = `http://${headers.host}/`;
    const moved = (text: string) => text.replaceAll("https://api.github.com/", here);
    const { "content-length": _, connection: __, ...others } = found?.headers ?? {};
    for (const [name, value] of Object.entries(others))
      response.setHeader(name, moved(String(value)));
    response.statusCode = found?.status ?? 404;
    response.end(moved(JSON.stringify(found?.response ?? { message: "Not Found" })));
  };
  server = await loopbackServer(answer);
  return server;
}

function connectorOf(repo: string, apiUrl: string): GitHubConnector {
  return new GitHubConnector({ owner: "octokit-fixture-org", repo, apiUrl, include: ["issues"] });
}

describe("GitHubConnector against recorded exchanges", () => {
  it("finds the repository that was recorded, and its place after it was renamed", async () => {
    const { url } = await replay([...recorded("get-repository"), ...recorded("rename-repository")]);
    await connectorOf("hello-world", url).check(testContext());
    await connectorOf("rename-repository", url).check(testContext());
    await expect(connectorOf("none", url).check(testContext())).rejects.toMatchObject({
      code: "SOURCE_NOT_FOUND",
    });
  });

  it("indexes all issues of the recorded pages, each once", async () => {
    const { url, requests } = await replay(recorded("paginate-issues"));
    const store = new BlockRegistry(":memory:");
    const result = await syncDocuments(connectorOf("paginate-issues", url), {
      store,
      engine: new PassThrough(),
      counter: characters,
    });
    expect(result).toMatchObject({ indexed: 13, failed: [] });
    const blocks = store.listBlocks();
    expect(blocks.map(({ path }) => path.replace(/^.*\//, "")).sort()).toEqual(
      Array.from({ length: 13 }, (_, index) => `${index + 1}.md`).sort(),
    );
    expect(blocks[0]).toMatchObject({
      compressedContent:
        "# Test issue 1\n\nIssue #1, open, by octokit-fixture-user-a, 2017-10-10T16:00:00Z\n",
      provenance: {
        sourceId: "https://github.com/octokit-fixture-org/paginate-issues/issues/1",
        title: "Test issue 1",
      },
    });
    const pages = requests.map((request) => request.url ?? "");
    for (const page of [2, 3, 4, 5]) {
      expect(pages).toContain(`/repositories/1000/issues?per_page=3&page=${page}`);
    }
    store.close();
  });

  it("follows the recorded links from page to page", async () => {
    const { url } = await replay(recorded("paginate-issues"));
    const client = new HttpClient(testContext(), { name: "GitHub", baseUrl: url });
    const sizes: number[] = [];
    const first = "repos/octokit-fixture-org/paginate-issues/issues?per_page=3";
    for await (const { bytes } of client.pages(first)) {
      sizes.push((JSON.parse(bytes.toString()) as unknown[]).length);
    }
    expect(sizes).toEqual([3, 3, 3, 3, 1]);
  });

  it("says what a recorded refusal said", async () => {
    const exchanges = recorded("branch-protection");
    const path = exchanges.find(({ status }) => status === 404)?.path ?? "";
    const { url } = await replay(exchanges.filter(({ status }) => status === 404));
    const client = new HttpClient(testContext(), { name: "GitHub", baseUrl: url });
    await expect(client.get(path.slice(1))).rejects.toMatchObject({
      code: "SOURCE_NOT_FOUND",
      message: `GitHub answered 404 for ${path}: Branch not protected. Check the name; what is private needs a token.`,
    });
  });
});
