import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** An exchange with api.github.com that `@octokit/fixtures` recorded. */
export interface RecordedExchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly status: number;
  readonly response: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** The exchanges of a scenario, such as `paginate-issues`. */
export function recorded(scenario: string): readonly RecordedExchange[] {
  const require = createRequire(import.meta.url);
  // Read as a file: the package's own entry would intercept requests.
  const root = dirname(require.resolve("@octokit/fixtures/package.json"));
  const path = join(root, "scenarios", "api.github.com", scenario, "normalized-fixture.json");
  return JSON.parse(readFileSync(path, "utf8")) as readonly RecordedExchange[];
}

/** An issue as GitHub sent one, with everything in it. */
export function recordedIssue(): Readonly<Record<string, unknown>> {
  const list = recorded("paginate-issues").find(({ method }) => method === "get");
  const issues = (list?.response ?? []) as readonly Readonly<Record<string, unknown>>[];
  const [issue] = issues;
  if (issue === undefined) throw new Error("The recorded list of issues is empty.");
  return issue;
}
