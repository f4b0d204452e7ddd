import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SOAK_ROUNDS, SOAK_TIMEOUT } from "../__fixtures__/soak-rounds.ts";
import { FixtureGitHub } from "./__fixtures__/fixture-github.ts";
import { SyncedRepository } from "./__fixtures__/synced-repository.ts";

/** Something that happens to a repository; numbers choose among what is there. */
type Edit =
  | { readonly type: "put" | "remove"; readonly path: string; readonly text: string }
  | { readonly type: "open"; readonly text: string; readonly isPull: boolean }
  | {
      readonly type: "retitle" | "comment" | "review" | "editComment";
      readonly which: number;
      readonly text: string;
    }
  | { readonly type: "close" | "delete" | "deleteComment"; readonly which: number }
  | { readonly type: "wait"; readonly milliseconds: number }
  | { readonly type: "sync" }
  /** A sync that gets so many requests before GitHub takes no more. */
  | { readonly type: "limited"; readonly requests: number }
  /** A sync during which something else happens, before so many requests are answered. */
  | { readonly type: "during"; readonly requests: number; readonly edits: readonly Edit[] };

const text = fc.constantFrom("one", "two words", "# three", "four\n\nfive");
const which = fc.nat({ max: 20 });
const path = fc.constantFrom(
  "a.md",
  "b/c.ts",
  "b/d.md",
  "node_modules/x.js",
  "e f/g.txt",
  ".tokenpakignore",
);

const change: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ type: fc.constantFrom("put" as const, "remove" as const), path, text }),
  fc.record({ type: fc.constant("open" as const), text, isPull: fc.boolean() }),
  fc.record({
    type: fc.constantFrom(
      "retitle" as const,
      "comment" as const,
      "review" as const,
      "editComment" as const,
    ),
    which,
    text,
  }),
  fc.record({
    type: fc.constantFrom("close" as const, "delete" as const, "deleteComment" as const),
    which,
  }),
  fc.record({
    type: fc.constant("wait" as const),
    milliseconds: fc.constantFrom(1, 400, 999, 1000, 5000),
  }),
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: change },
  fc.record({ type: fc.constant("sync" as const) }),
  fc.record({
    type: fc.constant("during" as const),
    requests: fc.nat({ max: 12 }),
    edits: fc.array(change, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ type: fc.constant("limited" as const), requests: fc.nat({ max: 12 }) }),
);

describe("GitHubConnector over time", () => {
  it(
    "makes the same index as a fresh sync, whatever happened in between",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(edit, { minLength: 4, maxLength: 25 }), async (edits) => {
          const github = await FixtureGitHub.start();
          const synced = new SyncedRepository(github);
          const fresh = new SyncedRepository(github);
          try {
            for (const one of edits) await apply(one, { github, synced });
            const { failed } = await synced.sync();
            expect(failed).toEqual([]);
            await fresh.sync();
            expect(await synced.contents()).toEqual(await fresh.contents());
          } finally {
            synced.store.close();
            fresh.store.close();
            await github.close();
          }
        }),
        { numRuns: 15 * SOAK_ROUNDS },
      );
    },
    SOAK_TIMEOUT,
  );
});

async function apply(
  edit: Edit,
  { github, synced }: { readonly github: FixtureGitHub; readonly synced: SyncedRepository },
): Promise<void> {
  switch (edit.type) {
    case "sync":
      return void (await synced.sync());
    case "limited":
      github.remaining = edit.requests;
      github.resetMs = github.clock + 3_600_000;
      await synced.sync().catch((error: unknown) => {
        expect(error).toMatchObject({ code: "SOURCE_RATE_LIMITED" });
      });
      github.remaining = Number.POSITIVE_INFINITY;
      github.resetMs = 0;
      return;
    case "during": {
      let count = 0;
      github.fault = () => {
        if (count++ === edit.requests) for (const one of edit.edits) happen(one, github);
        return false;
      };
      await synced.sync();
      github.fault = () => false;
      return;
    }
    default:
      happen(edit, github);
  }
}

/** What happens to the repository itself. */
function happen(edit: Edit, github: FixtureGitHub): void {
  const chosen = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];
  const issues = [...github.issues.values()];
  const comments = issues.flatMap((issue) => [...issue.comments, ...issue.reviewComments]);
  switch (edit.type) {
    case "put":
      github.put(edit.path, edit.text);
      return;
    case "remove":
      github.files.delete(edit.path);
      return;
    case "open":
      github.open({ body: edit.text, isPull: edit.isPull });
      return;
    case "wait":
      github.clock += edit.milliseconds;
      return;
    case "editComment":
    case "deleteComment": {
      const comment = chosen(comments, edit.which);
      if (comment === undefined) return;
      if (edit.type === "editComment") github.editComment(comment.id, edit.text);
      else github.deleteComment(comment.id);
      return;
    }
    default: {
      const issue = "which" in edit ? chosen(issues, edit.which) : undefined;
      if (issue === undefined) return;
      if (edit.type === "retitle") github.edit(issue.number, { title: edit.text });
      else if (edit.type === "close") github.edit(issue.number, { state: "closed" });
      else if (edit.type === "delete") github.delete(issue.number);
      else if (edit.type === "comment") github.comment(issue.number, edit.text);
      else if (edit.type === "review" && issue.isPull) {
        github.comment(issue.number, edit.text, { path: "b/d.md" });
      }
    }
  }
}
