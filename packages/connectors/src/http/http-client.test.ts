import type { IncomingMessage, ServerResponse } from "node:http";
import { isTokenPakError } from "@tokenpak/core";
import { afterEach, describe, expect, it } from "vitest";
import { type LoopbackServer, loopbackServer } from "./__fixtures__/loopback-server.ts";
import { testContext } from "./__fixtures__/test-context.ts";
import { HttpClient, type HttpClientOptions } from "./http-client.ts";

const TOKEN = "ghx_0123456789abcdefghijklmnopqrstuvwxyz";
const credential = { name: "A_TOKEN", value: TOKEN };

const servers: LoopbackServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(answer: Answer): Promise<LoopbackServer> {
  const server = await loopbackServer(answer);
  servers.push(server);
  return server;
}

/** Each answer once, the last one for ever. */
function inTurn(...answers: readonly Answer[]): Answer {
  let count = 0;
  return (request, response) => answers[Math.min(count++, answers.length - 1)]?.(request, response);
}

const ok: Answer = (_, response) => void response.end("fine");

function status(code: number, headers: Record<string, string> = {}, body = ""): Answer {
  return (_, response) => void response.writeHead(code, headers).end(body);
}

function clientOf(server: LoopbackServer, options: Partial<HttpClientOptions> = {}) {
  const context = testContext();
  const client = new HttpClient(context, { name: "Shop", baseUrl: server.url, ...options });
  return { client, context };
}

const codeOf = (code: string) => ({ code });

describe("HttpClient", () => {
  it("gives the answer with its headers, and sends its own", async () => {
    const server = await serve((request, response) => {
      response.setHeader("etag", '"1"');
      response.end(`${request.url} ${request.headers["user-agent"]} ${request.headers.accept}`);
    });
    const { client } = clientOf(server, { headers: { "user-agent": "me" } });
    const response = await client.get("a/b?c=d", { accept: "text/plain" });
    expect(response.bytes.toString()).toBe("/a/b?c=d me text/plain");
    expect(response.headers.get("etag")).toBe('"1"');
  });

  it.each([429, 502, 503, 504])("tries again after %d", async (code) => {
    const server = await serve(inTurn(status(code), ok));
    const { client, context } = clientOf(server);
    expect((await client.get("")).bytes.toString()).toBe("fine");
    expect(context.slept).toEqual([code === 429 ? 60_000 : 1000]);
  });

  it("waits twice as long after each outage and then says what the server said", async () => {
    const server = await serve(status(502, {}, '{"message":"the cat sits on the cable"}'));
    const { client, context } = clientOf(server);
    await expect(client.get("x")).rejects.toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      message: "Shop answered 502 for /x: the cat sits on the cable. Try again later.",
    });
    expect(context.slept).toEqual([1000, 2000, 4000, 8000, 16_000]);
  });

  it("is less patient with a server that never answered than with one that did", async () => {
    const cut: Answer = (_, response) => void response.destroy();
    const server = await serve(inTurn(cut, cut, cut, ok, cut));
    const { client, context } = clientOf(server);
    await expect(client.get("")).rejects.toMatchObject(codeOf("SOURCE_UNAVAILABLE"));
    expect(context.slept.splice(0)).toEqual([1000, 2000]);
    await client.get("");
    await expect(client.get("")).rejects.toMatchObject(codeOf("SOURCE_UNAVAILABLE"));
    expect(context.slept).toEqual([1000, 2000, 4000, 8000, 16_000]);
  });

  it("waits for Retry-After in seconds and as a date by the server's clock", async () => {
    const date = "Wed, 01 Jul 2026 10:00:00 GMT";
    const server = await serve(
      inTurn(
        status(503, { "retry-after": "7" }),
        status(403, { "retry-after": "Wed, 01 Jul 2026 10:00:42 GMT", date }),
        ok,
      ),
    );
    const { client, context } = clientOf(server);
    await client.get("");
    expect(context.slept).toEqual([7000, 42_000]);
  });

  it("waits until the limit resets, by the server's clock", async () => {
    const reset = Date.UTC(2026, 6, 1, 10, 1) / 1000;
    const server = await serve(
      inTurn(
        status(403, {
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": String(reset),
          date: "Wed, 01 Jul 2026 10:00:00 GMT",
        }),
        ok,
      ),
    );
    const { client, context } = clientOf(server);
    await client.get("");
    expect(context.slept).toEqual([61_000]);
  });

  it("waits before a request that would go over the limit", async () => {
    const headers = { "x-ratelimit-remaining": "0", date: "Wed, 01 Jul 2026 10:00:00 GMT" };
    const reset = String(Date.UTC(2026, 6, 1, 10, 0, 30) / 1000);
    const server = await serve(inTurn(status(200, { ...headers, "x-ratelimit-reset": reset }), ok));
    const { client, context } = clientOf(server);
    await client.get("");
    expect(context.slept).toEqual([]);
    await client.get("");
    expect(context.slept).toEqual([31_000]);
  });

  it("stops where the limit resets too late, says when, and asks no more", async () => {
    const reset = String(Date.UTC(2026, 6, 1, 11) / 1000);
    const server = await serve(
      status(429, {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": reset,
        date: "Wed, 01 Jul 2026 10:00:00 GMT",
      }),
    );
    const { client, context } = clientOf(server);
    const refused = {
      code: "SOURCE_RATE_LIMITED",
      message: expect.stringContaining("until 2026-07-01T11:00:01.000Z"),
    };
    await expect(client.get("")).rejects.toMatchObject(refused);
    await expect(client.get("other")).rejects.toMatchObject(refused);
    expect(client.stopped).toMatchObject(refused);
    expect(server.requests).toHaveLength(1);
    expect(context.slept).toEqual([]);
  });

  it("takes a reset that no calendar has for late", async () => {
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "999999999999999" };
    const { client } = clientOf(await serve(status(429, headers)));
    await expect(client.get("")).rejects.toMatchObject(codeOf("SOURCE_RATE_LIMITED"));
  });

  it("caps the time that all waits take together", async () => {
    const server = await serve(inTurn(status(503), ok, status(503), ok, status(503), ok));
    const { client, context } = clientOf(server, { maxWaitMs: 2500 });
    await client.get("");
    await client.get("");
    await expect(client.get("")).rejects.toMatchObject(codeOf("SOURCE_UNAVAILABLE"));
    expect(context.slept).toEqual([1000, 1000]);
  });

  it("takes a 403 without a sign of a limit for a refusal", async () => {
    const server = await serve(status(403, { "x-ratelimit-remaining": "12" }, '{"message":"no"}'));
    const { client } = clientOf(server, { credential });
    await expect(client.get("")).rejects.toMatchObject({
      code: "SOURCE_DENIED",
      message: "Shop answered 403 for /: no. A_TOKEN may not read this; give it the right to.",
    });
    expect(server.requests).toHaveLength(1);
  });

  it("takes a 403 that speaks of a secondary limit for one", async () => {
    const body = '{"message":"You have exceeded a secondary rate limit."}';
    const { client, context } = clientOf(await serve(inTurn(status(403, {}, body), ok)));
    await client.get("");
    expect(context.slept).toEqual([60_000]);
  });

  it("asks no more once the credential is refused", async () => {
    const server = await serve(status(401, {}, '{"message":"Bad credentials"}'));
    const { client } = clientOf(server, { credential });
    const refused = { code: "SOURCE_DENIED", message: expect.stringContaining("set a new one") };
    await expect(client.get("")).rejects.toMatchObject(refused);
    await expect(client.get("")).rejects.toMatchObject(refused);
    expect(server.requests).toHaveLength(1);
  });

  it("tells what is missing from what is refused", async () => {
    const { client } = clientOf(await serve(status(404)));
    await expect(client.get("x")).rejects.toMatchObject({
      code: "SOURCE_NOT_FOUND",
      message: "Shop answered 404 for /x. Check the name; what is private needs a token.",
    });
    expect((await client.get("x", { statuses: [404] })).status).toBe(404);
  });

  it("asks with the tag it was given and passes 304 on", async () => {
    const server = await serve((request, response) => {
      response.statusCode = request.headers["if-none-match"] === '"7"' ? 304 : 200;
      response.end();
    });
    const { client } = clientOf(server);
    expect((await client.get("", { etag: '"7"' })).status).toBe(304);
    expect((await client.get("", { etag: '"8"' })).status).toBe(200);
  });

  it("reads no more than it may, whatever the server declares", async () => {
    let written = 0;
    const server = await serve((request, response) => {
      if (request.url === "/declared") {
        response.writeHead(200, { "content-length": "1000000" }).write("x");
        return;
      }
      const more = () => {
        while (!response.destroyed && written < 1e9) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once("drain", more);
        }
        response.end();
      };
      more();
    });
    const { client } = clientOf(server);
    const tooLarge = codeOf("TEXT_TOO_LARGE");
    await expect(client.get("declared", { maxBytes: 10_000 })).rejects.toMatchObject(tooLarge);
    await expect(client.get("streamed", { maxBytes: 10_000 })).rejects.toMatchObject(tooLarge);
    expect(written).toBeLessThan(1e8);
  });

  it("tries again after an answer that is cut off, and after one that never comes", async () => {
    const cut: Answer = (_, response) => {
      response.writeHead(200, { "content-length": "100" }).write("half");
      setTimeout(() => response.destroy(), 5);
    };
    const never: Answer = (_, response) => void response.writeHead(200).write("drip");
    const server = await serve(inTurn(cut, never, ok));
    const { client, context } = clientOf(server, { timeoutMs: 400 });
    expect((await client.get("")).bytes.toString()).toBe("fine");
    expect(context.slept).toEqual([1000, 2000]);
  });

  it("says where nobody listens", async () => {
    const server = await serve(ok);
    await server.close();
    const { client } = clientOf(server);
    await expect(client.get("")).rejects.toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      message: expect.stringMatching(
        /cannot be reached at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)/,
      ),
    });
  });

  it("stops at once when the signal is raised, in a request and in a wait", async () => {
    const silent = await serve(() => undefined);
    const first = clientOf(silent);
    setTimeout(() => first.context.stop(), 20);
    await expect(first.client.get("")).rejects.toMatchObject(codeOf("ABORTED"));
    const second = clientOf(await serve(status(503)));
    second.context.sleep = async () => {
      second.context.stop("enough");
      throw new Error("woken");
    };
    await expect(second.client.get("")).rejects.toMatchObject(codeOf("ABORTED"));
    await expect(second.client.get("")).rejects.toMatchObject(codeOf("ABORTED"));
  });

  it("shows the credential to its own origin alone, over redirects", async () => {
    const elsewhere = await serve((request, response) => {
      response.end(String(request.headers.authorization));
    });
    const server = await serve((request, response) => {
      if (request.url === "/here") response.writeHead(301, { location: "/there" }).end();
      else if (request.url === "/away") response.writeHead(302, { location: elsewhere.url }).end();
      else if (request.url === "/mail") response.writeHead(302, { location: "mailto:a@b" }).end();
      else if (request.url === "/loop") response.writeHead(302, { location: "/loop" }).end();
      else response.end(String(request.headers.authorization));
    });
    const { client } = clientOf(server, { credential });
    const text = async (path: string) => (await client.get(path)).bytes.toString();
    expect(await text("here")).toBe(`Bearer ${TOKEN}`);
    expect(await text("away")).toBe("undefined");
    expect(await text(elsewhere.url)).toBe("undefined");
    for (const path of ["mail", "loop"]) {
      await expect(client.get(path)).rejects.toMatchObject(codeOf("SOURCE_UNAVAILABLE"));
    }
  });

  it("never says the credential, even where the server does", async () => {
    const shown: Answer[] = [401, 403, 404, 410, 418, 429, 500, 503].map((code) =>
      status(code, {}, JSON.stringify({ message: `your token ${TOKEN} is rubbish` })),
    );
    shown.push((request, response) => {
      const { authorization = "" } = request.headers;
      response.writeHead(302, { location: `mailto:${authorization.slice(7)}` }).end();
    });
    for (const answer of shown) {
      const { client } = clientOf(await serve(answer), { credential });
      const error: unknown = await client.get("x").catch((caught: unknown) => caught);
      expect(isTokenPakError(error)).toBe(true);
      expect(textOf(error)).not.toContain(TOKEN);
    }
  });

  it("never says a credential that no header can hold", async () => {
    const server = await serve(ok);
    for (const value of [`${TOKEN}\n`, ` ${TOKEN}`, "", "\u00fc"]) {
      let caught: unknown;
      try {
        clientOf(server, { credential: { name: "A_TOKEN", value } });
      } catch (error) {
        caught = error;
      }
      expect(caught).toMatchObject(codeOf("SOURCE_DENIED"));
      expect(textOf(caught)).not.toContain(TOKEN);
    }
  });

  it("follows the pages in order", async () => {
    const server = await serve((request, response) => {
      const page = Number(new URL(request.url ?? "", "http://x").searchParams.get("page") ?? 1);
      if (page < 4) {
        response.setHeader("link", `</?page=1>; rel="first", </?page=${page + 1}>; rel="next"`);
      }
      response.end(String(page));
    });
    const { client } = clientOf(server);
    const pages: string[] = [];
    for await (const { bytes } of client.pages("")) pages.push(bytes.toString());
    expect(pages).toEqual(["1", "2", "3", "4"]);
  });

  it("goes neither in circles nor to another host for the next page", async () => {
    const elsewhere = await serve(ok);
    const server = await serve((request, response) => {
      const next = request.url === "/a" ? "/b" : request.url === "/b" ? "/a" : elsewhere.url;
      response.setHeader("link", `<${next}>; rel="next"`);
      response.end();
    });
    const { client } = clientOf(server, { credential });
    for (const path of ["a", "away"]) {
      const all = async () => {
        for await (const page of client.pages(path)) expect(page.status).toBe(200);
      };
      await expect(all()).rejects.toMatchObject(codeOf("SOURCE_UNAVAILABLE"));
    }
    expect(server.requests.map(({ url }) => url)).toEqual(["/a", "/b", "/away"]);
    expect(elsewhere.requests).toEqual([]);
  });
});

/** All that a report of an error could show: messages, stacks and own properties, down the causes. */
function textOf(error: unknown): string {
  const parts: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 9; at = at.cause, depth++) {
    parts.push(at.message, String(at.stack), JSON.stringify(at));
  }
  return parts.join("\n");
}
