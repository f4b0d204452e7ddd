import type { JsonValue } from "@tokenpak/core";
import * as z from "zod/mini";
import { GITHUB_KINDS } from "./github-settings.ts";

const LISTING = z.object({
  /** ISO 8601, whole seconds: everything changed before was seen. */
  since: z.optional(z.string()),
  /** Of the single page that was empty of news at `since`. */
  etag: z.optional(z.string()),
});

const CURSOR = z.object({
  version: z.literal(1),
  include: z.array(z.enum(GITHUB_KINDS)),
  files: z.optional(
    z.object({
      /** Empty for a repository without one. */
      commit: z.string(),
      etag: z.optional(z.string()),
      /** Larger files were left out. */
      maxBytes: z.number(),
    }),
  ),
  talk: z.optional(
    z.object({
      issues: LISTING,
      comments: LISTING,
      reviewComments: LISTING,
      /** What a listing from the beginning found: how many, the highest number, and when by GitHub's clock. */
      whole: z.optional(z.object({ count: z.number(), newest: z.number(), listedMs: z.number() })),
    }),
  ),
});

/** How far a repository was read. */
export type GitHubCursor = z.infer<typeof CURSOR> & JsonValue;
export type FilesCursor = NonNullable<GitHubCursor["files"]>;
export type TalkCursor = NonNullable<GitHubCursor["talk"]>;
export type ListingCursor = z.infer<typeof LISTING>;

/** A cursor that was stored; `undefined` for none and for one that another version wrote, so that everything is read. */
export function readGitHubCursor(stored: JsonValue | undefined): GitHubCursor | undefined {
  const { success, data } = CURSOR.safeParse(stored);
  return success ? (data as GitHubCursor) : undefined;
}
