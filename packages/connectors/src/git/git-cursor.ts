import { contentHash, type JsonValue } from "@tokenpak/core";
import * as z from "zod/mini";
import type { GitSettings } from "./git-settings.ts";

/** Which commit the index shows. */
export type GitCursor = {
  /** What else decides which documents there are: another scope means to list all anew. */
  readonly scope: string;
  /** Hash; empty for a repository without commits; `null` while a sync is under way, whose changes are there in part. */
  readonly commit: string | null;
};

/** Counts up when the same commit gives other documents than before. */
const FORMAT = 1;

const SCHEMA = z.object({
  scope: z.string(),
  commit: z.nullable(z.string().check(z.regex(/^(?:|[0-9a-f]{40}|[0-9a-f]{64})$/))),
});

/** The scope of a configuration. */
export function gitScope({ paths, commits }: GitSettings, maxDocumentBytes: number): string {
  const parts = [FORMAT, paths, String(commits), String(maxDocumentBytes)];
  return contentHash(JSON.stringify(parts)).slice(0, 16);
}

/** The commit to go on from; `undefined` where all is to be listed anew. */
export function commitOfCursor(cursor: JsonValue | undefined, scope: string): string | undefined {
  const { data } = SCHEMA.safeParse(cursor);
  return data?.scope === scope ? (data.commit ?? undefined) : undefined;
}
