import * as z from "zod/mini";

// What is read of GitHub's answers (https://docs.github.com/rest); everything else in them is passed over.

const text = z.string();
const time = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/));
/** `null` for an account that is gone. */
const user = z.nullish(z.object({ login: text }));
const sha = z.string().check(z.regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/));

export const REPOSITORY = z.object({ full_name: text });

export const TREE = z.object({
  truncated: z.optional(z.boolean()),
  tree: z.array(
    z.object({
      path: text,
      mode: text,
      type: z.enum(["blob", "tree", "commit"]),
      sha,
      size: z.optional(z.number()),
    }),
  ),
});

export const BLOB = z.object({ content: text, encoding: text });

/** Of a single file; folders answer with an array. */
export const CONTENT = z.object({ type: text, sha, size: z.optional(z.number()) });

/** An issue or, with `pull_request`, a pull request. */
export const ISSUE = z.object({
  number: z.int(),
  title: text,
  state: text,
  state_reason: z.nullish(text),
  draft: z.nullish(z.boolean()),
  user,
  assignees: z.nullish(z.array(z.object({ login: text }))),
  labels: z.array(z.union([text, z.object({ name: z.nullish(text) })])),
  body: z.nullish(text),
  comments: z.number(),
  created_at: time,
  updated_at: time,
  closed_at: z.nullish(time),
  html_url: text,
  pull_request: z.nullish(z.object({ merged_at: z.nullish(time) })),
});

/** A pull request as the list of pull requests has it, without its number of comments. */
export const PULL = z.object({
  ...ISSUE.shape,
  comments: z._default(z.number(), 1),
  merged_at: z.nullish(time),
});

export const COMMENT = z.object({
  id: z.number(),
  user,
  body: z.nullish(text),
  created_at: time,
  updated_at: time,
  /** Ends in the number of the issue or pull request. */
  issue_url: text,
});

export const REVIEW_COMMENT = z.object({
  id: z.number(),
  user,
  body: z.nullish(text),
  created_at: time,
  updated_at: time,
  path: text,
  /** `null` where the file has changed since. */
  line: z.nullish(z.number()),
  /** Ends in the number of the pull request. */
  pull_request_url: text,
});

export type GitHubTree = z.infer<typeof TREE>;
export type GitHubTreeEntry = GitHubTree["tree"][number];
export type GitHubIssue = z.infer<typeof ISSUE>;
export type GitHubComment = z.infer<typeof COMMENT>;
export type GitHubReviewComment = z.infer<typeof REVIEW_COMMENT>;
