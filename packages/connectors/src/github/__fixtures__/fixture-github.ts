import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type LoopbackServer, loopbackServer } from "../../http/__fixtures__/loopback-server.ts";
import { type GitObjects, gitObjects, type StoredEntry, type StoredFile } from "./git-objects.ts";
import { recordedIssue } from "./recorded.ts";

/** What a test may change of an issue or pull request. */
export interface IssueFields {
  title: string;
  body: string | null;
  state: "open" | "closed";
  labels: string[];
  author: string | null;
}

interface StoredComment {
  readonly id: number;
  readonly author: string | null;
  body: string;
  readonly created: number;
  updated: number;
  /** Of review comments. */
  readonly path?: string;
}

interface StoredIssue extends IssueFields {
  readonly number: number;
  readonly isPull: boolean;
  merged?: number;
  readonly created: number;
  updated: number;
  readonly comments: StoredComment[];
  readonly reviewComments: StoredComment[];
}

/** Answers in place of the repository; `false` lets it answer. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Answer {
  readonly status?: number;
  readonly body: unknown;
  readonly link?: string;
  readonly type?: string;
}

const ID = 1000;

/**
 * One repository behind the endpoints of GitHub's REST API that the connector uses, with real hashes, tags, pages and limits. Its
 * clock stands still until a test moves it. As on GitHub a new or deleted comment changes the issue's time; an edited one does not
 * here, which is the harder case.
 */
export class FixtureGitHub {
  /** Milliseconds since 1970. */
  clock = Date.UTC(2026, 0, 2, 3, 4, 5);
  readonly files = new Map<string, StoredFile>();
  readonly issues = new Map<number, StoredIssue>();
  /** Is asked before each answer. */
  fault: Fault = () => false;
  /** Requests that still count, 304 aside; and when they count again. */
  remaining = Number.POSITIVE_INFINITY;
  resetMs = 0;
  /** Trees with more entries than this are cut off. */
  mostEntries = Number.POSITIVE_INFINITY;
  hasIssues = true;
  isEmpty = false;
  /** What to ask for as `Authorization`, where it matters. */
  token: string | undefined;
  /** Whether pages have a last one to count by. */
  saysLast = true;
  readonly #server: LoopbackServer;
  readonly #trees = new Map<string, readonly StoredEntry[]>();
  readonly #blobs = new Map<string, Buffer>();
  #lastNumber = 0;
  #lastId = 0;

  static async start(): Promise<FixtureGitHub> {
    let fixture: FixtureGitHub | undefined;
    const server = await loopbackServer((request, response) => fixture?.answer(request, response));
    fixture = new FixtureGitHub(server);
    return fixture;
  }

  private constructor(server: LoopbackServer) {
    this.#server = server;
  }

  get apiUrl(): string {
    return this.#server.url;
  }

  /** Paths with queries, without the name of the repository; of all requests so far. */
  get asked(): readonly string[] {
    return this.#server.requests.map(({ url = "" }) =>
      url.replace(/^\/(?:repos\/[^/]+\/[^/?]+|repositories\/\d+)\/?/, ""),
    );
  }

  get requests(): readonly IncomingMessage[] {
    return this.#server.requests;
  }

  /** Forgets what was asked. */
  forget(): void {
    this.#server.requests.length = 0;
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  put(path: string, content: string | Buffer, mode = "100644"): void {
    this.files.set(path, { mode, bytes: Buffer.from(content) });
  }

  /** Answers the number. */
  open(fields: Partial<IssueFields> & { isPull?: boolean } = {}): number {
    const number = ++this.#lastNumber;
    const { isPull = false, ...rest } = fields;
    this.issues.set(number, {
      number,
      isPull,
      title: `Title ${number}`,
      body: null,
      state: "open",
      labels: [],
      author: "ann",
      created: this.clock,
      updated: this.clock,
      comments: [],
      reviewComments: [],
      ...rest,
    });
    return number;
  }

  edit(number: number, fields: Partial<IssueFields> & { merged?: number }): void {
    Object.assign(this.#issue(number), fields, { updated: this.clock });
  }

  delete(number: number): void {
    this.issues.delete(number);
  }

  /** Answers the id. */
  comment(
    number: number,
    body: string,
    options: { path?: string; author?: string | null } = {},
  ): number {
    const issue = this.#issue(number);
    const { path, author = "bob" } = options;
    const id = ++this.#lastId;
    const times = { created: this.clock, updated: this.clock };
    if (path === undefined) issue.comments.push({ id, author, body, ...times });
    else issue.reviewComments.push({ id, author, body, path, ...times });
    issue.updated = this.clock;
    return id;
  }

  /** Changes the comment, and not the time of its issue. */
  editComment(id: number, body: string): void {
    for (const comment of [...this.issues.values()].flatMap((issue) => [
      ...issue.comments,
      ...issue.reviewComments,
    ])) {
      if (comment.id === id) Object.assign(comment, { body, updated: this.clock });
    }
  }

  deleteComment(id: number): void {
    for (const issue of this.issues.values()) {
      for (const list of [issue.comments, issue.reviewComments]) {
        const index = list.findIndex((comment) => comment.id === id);
        if (index < 0) continue;
        list.splice(index, 1);
        issue.updated = this.clock;
      }
    }
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader("date", new Date(this.clock).toUTCString());
    if (this.fault(request, response)) return;
    if (this.clock >= this.resetMs && this.resetMs > 0) {
      this.remaining = Number.POSITIVE_INFINITY;
      this.resetMs = 0;
    }
    const { authorization } = request.headers;
    if (
      this.token !== undefined &&
      authorization !== undefined &&
      authorization !== `Bearer ${this.token}`
    ) {
      this.#send(response, { status: 401, body: { message: "Bad credentials" } });
      return;
    }
    if (this.remaining <= 0) {
      this.#send(response, {
        status: 403,
        body: { message: "API rate limit exceeded for user ID 1." },
      });
      return;
    }
    const hidden = this.token !== undefined && authorization === undefined;
    const answer = hidden ? notFound : this.#answerTo(request);
    const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    const etag = `W/"${createHash("sha256").update(`${body}${answer.link}`).digest("hex")}"`;
    if ((answer.status ?? 200) === 200) response.setHeader("etag", etag);
    if (request.headers["if-none-match"] === etag) {
      this.#send(response, { status: 304, body: "" });
      return;
    }
    this.remaining--;
    this.#send(response, { ...answer, body });
  }

  #send(response: ServerResponse, answer: Answer): void {
    const { status = 200, body, link, type = "application/json; charset=utf-8" } = answer;
    const remaining = Math.min(this.remaining, 5000);
    response.writeHead(status, {
      "content-type": type,
      "x-ratelimit-limit": "5000",
      "x-ratelimit-remaining": String(Math.max(remaining, 0)),
      "x-ratelimit-reset": String(Math.ceil((this.resetMs || this.clock + 3_600_000) / 1000)),
      ...(link === undefined ? {} : { link }),
    });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  }

  #answerTo(request: IncomingMessage): Answer {
    const url = new URL(request.url ?? "", this.apiUrl);
    const path = /^\/(?:repos\/the-owner\/the-repo|repositories\/1000)(?:\/(.*))?$/i.exec(
      url.pathname,
    )?.[1];
    if (!/^\/(?:repos\/the-owner\/the-repo|repositories\/1000)(?:\/|$)/i.test(url.pathname))
      return notFound;
    if (path === undefined)
      return { body: { id: ID, full_name: "the-owner/the-repo", private: false } };
    const [first, second, third = ""] = path.split("/");
    if (first === "commits") return this.#commit(decodeURIComponent(second ?? ""), request);
    if (first === "git" && second === "trees")
      return this.#tree(third, url.searchParams.has("recursive"));
    if (first === "git" && second === "blobs") return this.#blob(third);
    if (first === "contents") return this.#content(decodeURIComponent(path.slice(9)));
    if (first === "issues" && second === undefined && !this.hasIssues) {
      return { status: 410, body: { message: "Issues are disabled for this repo" } };
    }
    return this.#talk(path, url);
  }

  /** Everything that was ever there: git forgets nothing. */
  get #objects(): GitObjects {
    const { commit, trees, blobs } = gitObjects(this.files);
    for (const [sha, tree] of trees) this.#trees.set(sha, tree);
    for (const [sha, bytes] of blobs) this.#blobs.set(sha, bytes);
    return { commit, trees: this.#trees, blobs: this.#blobs };
  }

  #commit(ref: string, request: IncomingMessage): Answer {
    if (this.isEmpty) return { status: 409, body: { message: "Git Repository is empty." } };
    const { commit } = this.#objects;
    if (!["HEAD", "main", "feature/x", commit].includes(ref)) {
      return { status: 422, body: { message: `No commit found for SHA: ${ref}` } };
    }
    const type = "application/vnd.github.sha; charset=utf-8";
    if (request.headers.accept?.includes("vnd.github.sha")) return { body: commit, type };
    return { body: { sha: commit } };
  }

  #tree(sha: string, isRecursive: boolean): Answer {
    const { trees } = this.#objects;
    if (!trees.has(sha)) return notFound;
    const all: unknown[] = [];
    const add = (tree: string, prefix: string) => {
      for (const { name, mode, sha: hash, size } of trees.get(tree) ?? []) {
        const type = mode === "040000" ? "tree" : mode === "160000" ? "commit" : "blob";
        const path = `${prefix}${name}`;
        const address =
          type === "commit"
            ? {}
            : { url: `${this.apiUrl}repos/the-owner/the-repo/git/${type}s/${hash}` };
        all.push({
          path,
          mode,
          type,
          sha: hash,
          ...(size === undefined ? {} : { size }),
          ...address,
        });
        if (type === "tree" && isRecursive) add(hash, `${path}/`);
      }
    };
    add(sha, "");
    const truncated = all.length > this.mostEntries;
    return {
      body: {
        sha,
        url: "",
        tree: all.slice(0, truncated ? this.mostEntries : undefined),
        truncated,
      },
    };
  }

  #blob(sha: string): Answer {
    const bytes = this.#objects.blobs.get(sha);
    if (bytes === undefined) return notFound;
    // GitHub breaks the lines of base64 after 60 characters.
    const content = bytes.toString("base64").replace(/.{60}/g, "$&\n");
    return {
      body: {
        sha,
        node_id: "x",
        size: bytes.length,
        url: "",
        content: `${content}\n`,
        encoding: "base64",
      },
    };
  }

  #content(path: string): Answer {
    const file = this.files.get(path);
    if (file === undefined) {
      const isFolder = [...this.files.keys()].some((other) => other.startsWith(`${path}/`));
      return isFolder ? { body: [] } : notFound;
    }
    const type = file.mode === "120000" ? "symlink" : file.mode === "160000" ? "submodule" : "file";
    const one = gitObjects(new Map([[path.split("/").at(-1) as string, file]]));
    const [entry] = one.trees.get(one.commit) ?? [];
    return { body: { type, path, name: entry?.name, size: file.bytes.length, sha: entry?.sha } };
  }

  #talk(path: string, url: URL): Answer {
    const issues = [...this.issues.values()];
    const pages = (items: readonly { json: unknown; created: number; updated: number }[]) =>
      this.#page(items, url);
    const [, kind, number, list] =
      /^(issues|pulls)(?:\/(\d+))?(?:\/?(comments))?$/.exec(path) ?? [];
    const ofKind = issues.filter((issue) => kind === "issues" || issue.isPull);
    const key = kind === "issues" ? "comments" : "reviewComments";
    if (kind === undefined) return notFound;
    if (number === undefined) {
      if (list === undefined)
        return pages(ofKind.map((issue) => ({ ...issue, json: this.#issueJson(issue, kind) })));
      return pages(
        ofKind.flatMap((issue) =>
          issue[key].map((comment) => ({ ...comment, json: this.#commentJson(issue, comment) })),
        ),
      );
    }
    const issue = ofKind.find((one) => one.number === Number(number));
    if (issue === undefined) {
      const wasThere = Number(number) <= this.#lastNumber;
      return wasThere ? { status: 410, body: { message: "This issue was deleted" } } : notFound;
    }
    if (list === undefined) return { body: this.#issueJson(issue, kind) };
    return pages(
      issue[key].map((comment) => ({ ...comment, json: this.#commentJson(issue, comment) })),
    );
  }

  /** Filters, sorts and cuts as the query says, with links in the form that was recorded. */
  #page(items: readonly { json: unknown; created: number; updated: number }[], url: URL): Answer {
    const { searchParams } = url;
    const since = Date.parse(searchParams.get("since") ?? "1970-01-01T00:00:00Z");
    const by = searchParams.get("sort") === "updated" ? "updated" : "created";
    const isAscending = searchParams.get("direction") === "asc" || !url.pathname.endsWith("issues");
    const found = items
      .filter((item) => seconds(item.updated) >= since)
      .toSorted((a, b) =>
        isAscending ? seconds(a[by]) - seconds(b[by]) : seconds(b[by]) - seconds(a[by]),
      );
    const size = Math.min(Number(searchParams.get("per_page") ?? 30), 100);
    const page = Number(searchParams.get("page") ?? 1);
    const last = Math.ceil(found.length / size);
    const linkTo = (number: number, relation: string) => {
      const target = new URL(url);
      target.pathname = target.pathname.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${ID}`);
      target.searchParams.set("page", String(number));
      return `<${target.href}>; rel="${relation}"`;
    };
    const links = [
      ...(page > 1 ? [linkTo(page - 1, "prev")] : []),
      ...(page < last
        ? [linkTo(page + 1, "next"), ...(this.saysLast ? [linkTo(last, "last")] : [])]
        : []),
    ];
    const body = found.slice((page - 1) * size, page * size).map(({ json }) => json);
    return { body, ...(links.length === 0 ? {} : { link: links.join(", ") }) };
  }

  #issueJson(issue: StoredIssue, kind: string): unknown {
    const { number, isPull, title, body, state, labels, author } = issue;
    const merged_at = issue.merged === undefined ? null : iso(issue.merged);
    const { comments: _, ...recordedPull } = template;
    return {
      ...(kind === "pulls" ? recordedPull : template),
      number,
      title,
      body,
      state,
      html_url: `https://github.com/the-owner/the-repo/${isPull ? "pull" : "issues"}/${number}`,
      labels: labels.map((name) => ({ id: 1, name, color: "fff", default: false })),
      user: userOf(author),
      created_at: iso(issue.created),
      updated_at: iso(issue.updated),
      closed_at: state === "closed" ? iso(issue.updated) : null,
      ...(kind === "pulls" ? { merged_at } : { comments: issue.comments.length }),
      ...(isPull && kind === "issues"
        ? { draft: false, pull_request: { url: "", merged_at } }
        : {}),
    };
  }

  #commentJson({ number }: StoredIssue, comment: StoredComment): unknown {
    const { id, body, author, path } = comment;
    const base = `${this.apiUrl}repos/the-owner/the-repo/`;
    return {
      id,
      node_id: "x",
      body,
      user: userOf(author),
      created_at: iso(comment.created),
      updated_at: iso(comment.updated),
      author_association: "NONE",
      ...(path === undefined
        ? { issue_url: `${base}issues/${number}` }
        : { path, line: 7, diff_hunk: "@@ -1 +1 @@", pull_request_url: `${base}pulls/${number}` }),
    };
  }

  #issue(number: number): StoredIssue {
    const issue = this.issues.get(number);
    if (issue === undefined) throw new Error(`There is no issue ${number}.`);
    return issue;
  }
}

const template = recordedIssue();

const notFound: Answer = {
  status: 404,
  body: { message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" },
};

function userOf(login: string | null): unknown {
  const { user } = template;
  return login === null ? null : { ...(user as object), login };
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}

function iso(milliseconds: number): string {
  return new Date(seconds(milliseconds)).toISOString().replace(".000", "");
}
