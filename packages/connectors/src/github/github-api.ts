import { createHash } from "node:crypto";
import { TokenPakError } from "@tokenpak/core";
import type { ZodMiniType } from "zod/mini";
import type { output } from "zod/v4/core";
import type { ConnectorContext } from "../connector.ts";
import type { HttpResponse } from "../http/exchange.ts";
import { HttpClient, type HttpRequest } from "../http/http-client.ts";
import { serverNow } from "../http/retry-delay.ts";
import type { GitHubSettings } from "./github-settings.ts";
import { BLOB, CONTENT, type GitHubTree, ISSUE, REPOSITORY, TREE } from "./github-shapes.ts";

/** Where the ref points. */
export interface Head {
  /** `undefined` where nothing changed since the tag, and in a repository without a commit. */
  readonly commit: string | undefined;
  readonly etag: string | undefined;
  readonly isUnchanged: boolean;
}

/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Milliseconds since 1970 by the server's clock when it was made; whole seconds. */
  readonly listedMs: number;
  readonly etag: string | undefined;
  readonly isUnchanged: boolean;
  readonly hasNext: boolean;
}

const JSON_TYPE = "application/vnd.github+json";
const SHA_TYPE = "application/vnd.github.sha";
const MOST_TREE_BYTES = 64 * 1024 * 1024;

/** GitHub's REST API, as far as a reader of one repository needs it. Every method throws what {@link HttpClient} throws. */
export class GitHubApi {
  readonly #client: HttpClient;
  readonly #settings: GitHubSettings;
  readonly #context: ConnectorContext;
  #issuesOff = false;

  constructor(context: ConnectorContext, settings: GitHubSettings) {
    const token = context.secret("GITHUB_TOKEN");
    this.#context = context;
    this.#settings = settings;
    this.#client = new HttpClient(context, {
      name: "GitHub",
      baseUrl: settings.apiUrl,
      headers: {
        accept: JSON_TYPE,
        "user-agent": "tokenpak",
        "x-github-api-version": "2022-11-28",
      },
      credential: token === undefined ? undefined : { name: "GITHUB_TOKEN", value: token },
      maxWaitMs: settings.maxWaitMs,
      timeoutMs: settings.timeoutMs,
    });
  }

  /** Milliseconds since 1970 by GitHub's clock. */
  get serverTimeMs(): number {
    return this.#client.serverTimeMs;
  }

  /** Throws what ended all asking, if something did: one more document could not be read either. */
  throwIfStopped(): void {
    if (this.#client.stopped !== undefined) throw this.#client.stopped;
  }

  async checkRepository(): Promise<void> {
    read(await this.#get(""), REPOSITORY);
  }

  async head(etag?: string): Promise<Head> {
    const { ref } = this.#settings;
    const response = await this.#get(`commits/${encodeURIComponent(ref)}`, {
      accept: SHA_TYPE,
      etag,
      // 409: no commit yet; 422 and 404: no such ref.
      statuses: [404, 409, 422],
    });
    const tag = response.headers.get("etag") ?? undefined;
    const commit = response.bytes.toString("latin1").trim();
    switch (response.status) {
      case 304:
        return { commit: undefined, etag, isUnchanged: true };
      case 409:
        return { commit: undefined, etag: undefined, isUnchanged: false };
      case 200:
        if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(commit)) {
          return { commit, etag: tag, isUnchanged: false };
        }
        throw notUnderstood(response, "a commit's hash");
      default:
        // The same status stands for a repository that is not there.
        await this.checkRepository();
        throw new TokenPakError(
          "SOURCE_NOT_FOUND",
          `${this.#name} has no branch, tag or commit "${ref}". Check the ref.`,
        );
    }
  }

  /** Entries of a tree, or of a commit's, and with `recursive` those below. */
  async tree(sha: string, options: { readonly recursive: boolean }): Promise<GitHubTree> {
    const query = options.recursive ? "?recursive=1" : "";
    return read(await this.#get(`git/trees/${sha}${query}`, { maxBytes: MOST_TREE_BYTES }), TREE);
  }

  /** The bytes of a file, checked against its hash. */
  async blob(sha: string, maxBytes: number): Promise<Buffer> {
    // Base64 with line breaks, escaped in JSON, and what stands around it.
    const response = await this.#get(`git/blobs/${sha}`, { maxBytes: maxBytes * 1.5 + 8192 });
    const { content, encoding } = read(response, BLOB);
    const bytes = Buffer.from(content, encoding === "base64" ? "base64" : "utf8");
    const hash = createHash(sha.length === 40 ? "sha1" : "sha256")
      .update(`blob ${bytes.length}\0`)
      .update(bytes)
      .digest("hex");
    if (hash !== sha) throw notUnderstood(response, "what its hash says");
    return bytes;
  }

  /** What stands at a path, or `undefined` where no file does. */
  async content(path: string): Promise<output<typeof CONTENT> | undefined> {
    const { ref } = this.#settings;
    const response = await this.#get(
      `contents/${encodePath(path)}?ref=${encodeURIComponent(ref)}`,
      { statuses: [404], maxBytes: MOST_TREE_BYTES },
    );
    if (response.status === 404) return undefined;
    const { success, data } = CONTENT.safeParse(parsed(response));
    return success && data.type === "file" ? data : undefined;
  }

  /** An issue or pull request, or `undefined` where it is gone. */
  async issue(number: number): Promise<(output<typeof ISSUE> & { listedMs: number }) | undefined> {
    const response = await this.#get(`issues/${number}`, { statuses: [404, 410] });
    if (response.status !== 200) return undefined;
    const issue = read(response, ISSUE);
    // One that was moved to another repository redirects there.
    return issue.number === number ? { ...issue, listedMs: this.#listedMs(response) } : undefined;
  }

  /** How many issues and pull requests there are; `undefined` where GitHub does not say. */
  async countIssues(): Promise<number | undefined> {
    const response = await this.#get("issues?state=all&per_page=1", { statuses: [410] });
    const link = response.headers.get("link");
    if (response.status === 410) return 0;
    if (link === null) return (parsed(response) as { length?: number }).length;
    const last = /[?&]page=(\d{1,9})[^>]*>; rel="last"/.exec(link)?.[1];
    return last === undefined ? undefined : Number(last);
  }

  /** Whether a list was refused because the repository has no issues, only pull requests. */
  get hasIssuesOff(): boolean {
    return this.#issuesOff;
  }

  /** The pages of a list in the repository, 100 items each; an empty one where the repository has that feature switched off. */
  async *list<S extends ZodMiniType>(
    path: string,
    options: { readonly schema: S; readonly etag?: string | undefined },
  ): AsyncGenerator<Page<output<S>>> {
    const address = `${this.#path}${path}${path.includes("?") ? "&" : "?"}per_page=100`;
    const request = { etag: options.etag, statuses: [410] };
    for await (const response of this.#client.pages(address, request)) {
      const isFull = response.status === 200;
      if (response.status === 410 && path.startsWith("issues?")) this.#issuesOff = true;
      const found = isFull ? parsed(response) : [];
      if (!Array.isArray(found)) throw notUnderstood(response, "a list");
      yield {
        items: found.map((item) => checked(item, { schema: options.schema, response })),
        listedMs: this.#listedMs(response),
        etag: response.headers.get("etag") ?? options.etag,
        isUnchanged: response.status === 304,
        hasNext: /rel="next"/.test(response.headers.get("link") ?? ""),
      };
    }
  }

  get #name(): string {
    return `${this.#settings.owner}/${this.#settings.repo}`;
  }

  get #path(): string {
    const { owner, repo } = this.#settings;
    return `repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}/`;
  }

  #get(path: string, request: HttpRequest = {}): Promise<HttpResponse> {
    const address = path === "" ? this.#path.slice(0, -1) : `${this.#path}${path}`;
    return this.#client.get(address, request);
  }

  #listedMs({ headers }: HttpResponse): number {
    return serverNow(headers, this.#context.now());
  }
}

/** A path for an address: `/` stays, everything else that has a meaning there is encoded. */
export function encodePath(path: string): string {
  return path.toWellFormed().split("/").map(encodeURIComponent).join("/");
}

function read<S extends ZodMiniType>(response: HttpResponse, schema: S): output<S> {
  return checked(parsed(response), { schema, response });
}

function checked<S extends ZodMiniType>(
  value: unknown,
  { schema, response }: { readonly schema: S; readonly response: HttpResponse },
): output<S> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw notUnderstood(response, `what its API documents (${error.issues[0]?.path.join(".")})`);
}

function parsed(response: HttpResponse): unknown {
  try {
    return JSON.parse(response.bytes.toString("utf8"));
  } catch {
    throw notUnderstood(response, "JSON");
  }
}

function notUnderstood({ url }: HttpResponse, expected: string): TokenPakError {
  return new TokenPakError(
    "SOURCE_UNAVAILABLE",
    `GitHub's answer for ${url.pathname} is not ${expected}. Check the address of the API, or try again later.`,
  );
}
