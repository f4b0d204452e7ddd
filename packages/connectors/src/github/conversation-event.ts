import type { ZodMiniType } from "zod/mini";
import type { UpsertEvent } from "../connector.ts";
import { conversationMetadata, conversationText, isPull } from "./conversation-document.ts";
import type { GitHubApi } from "./github-api.ts";
import type { GitHubSettings } from "./github-settings.ts";
import { COMMENT, type GitHubIssue, REVIEW_COMMENT } from "./github-shapes.ts";
import { isOver } from "./updated-since.ts";

/** A repository that is asked, and how. */
export interface TalkSource {
  readonly api: GitHubApi;
  readonly settings: GitHubSettings;
  readonly maxBytes: number;
}

/** An issue as a listing showed it. */
export interface ListedIssue {
  readonly issue: GitHubIssue;
  readonly listedMs: number;
  /** When a comment was edited, later than the issue says it changed. */
  readonly editedAt?: string | undefined;
}

/** One conversation as it is now. */
export async function fetchConversation(
  source: TalkSource,
  id: string,
): Promise<UpsertEvent | undefined> {
  const number = Number(/^(?:issues|pulls)\/([1-9]\d{0,14})\.md$/.exec(id)?.[1]);
  if (Number.isNaN(number)) return undefined;
  const found = await source.api.issue(number);
  if (found === undefined || idOf(found) !== id) return undefined;
  return conversationEvent(source, { issue: found, listedMs: found.listedMs });
}

/** The document of an issue, where such are wanted. */
export function* wantedConversation(
  source: TalkSource,
  listed: ListedIssue,
): Generator<UpsertEvent> {
  const kind = isPull(listed.issue) ? "pulls" : "issues";
  if (source.settings.include.has(kind)) yield conversationEvent(source, listed);
}

function idOf(issue: GitHubIssue): string {
  return `${isPull(issue) ? "pulls" : "issues"}/${issue.number}.md`;
}

/**
 * The document of an issue or pull request. Its version is the time of its change, the number of its comments, and the time of an
 * edit that came later. A second that was not over when it was listed proves nothing: such a version is not kept.
 */
export function conversationEvent(source: TalkSource, listed: ListedIssue): UpsertEvent {
  const { issue, listedMs, editedAt } = listed;
  const version = [issue.updated_at, issue.comments, ...(editedAt === undefined ? [] : [editedAt])];
  const isProven = isOver(editedAt ?? issue.updated_at, listedMs);
  return {
    type: "upsert",
    id: idOf(issue),
    version: version.join(" "),
    read: async () => {
      const { number, title, html_url, updated_at } = issue;
      const comments =
        issue.comments === 0 ? [] : await all(source.api, `issues/${number}/comments`, COMMENT);
      const reviewComments = isPull(issue)
        ? await all(source.api, `pulls/${number}/comments`, REVIEW_COMMENT)
        : [];
      const text = conversationText({ issue, comments, reviewComments });
      if (Buffer.byteLength(text) > source.maxBytes) return { reason: "too-large" };
      return {
        text,
        uri: html_url,
        title,
        version: isProven ? version.join(" ") : undefined,
        sourceVersion: updated_at,
        metadata: conversationMetadata(issue),
      };
    },
  };
}

async function all<T>(api: GitHubApi, path: string, schema: ZodMiniType<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const { items } of api.list(path, { schema }))
    for (const item of items) found.push(item);
  return found;
}
