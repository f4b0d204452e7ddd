import type { ZodMiniType } from "zod/mini";
import type { GitHubApi, Page } from "./github-api.ts";
import type { ListingCursor } from "./github-cursor.ts";

/** A list in the repository that can be asked for what changed. */
export interface ChangingList<T> {
  /** With the query that it needs besides `since` and the order. */
  readonly path: string;
  readonly schema: ZodMiniType<T>;
}

/** Some items of a list in the order of their change, and where to go on after them. */
export interface Changes<T> {
  readonly items: readonly T[];
  /** Milliseconds since 1970 by GitHub's clock when they were listed; whole seconds. */
  readonly listedMs: number;
  readonly next: ListingCursor;
}

/**
 * What changed since the cursor, oldest change first, in pages; the second of the cursor is looked at again, because more may have
 * happened in it. Each page is asked for by time and not by number: between two requests items move to the end of this order, and
 * others would slip through. Only where a whole page changed in one second the next page is that of the same question.
 */
export async function* updatedSince<T extends { readonly updated_at: string }>(
  api: GitHubApi,
  list: ChangingList<T>,
  cursor: ListingCursor,
): AsyncGenerator<Changes<T>> {
  let question: ListingCursor | undefined = cursor;
  while (question !== undefined) {
    const asked: ListingCursor = question;
    question = undefined;
    for await (const page of pagesSince(api, list, asked)) {
      if (page.isUnchanged) return;
      const last = page.items.at(-1)?.updated_at;
      yield { items: page.items, listedMs: page.listedMs, next: placeAfter(page, asked) };
      // Later only: a server that does not understand the question must not be asked for ever.
      if (page.hasNext && last !== undefined && last > (asked.since ?? "")) {
        question = { since: last };
        break;
      }
    }
  }
}

function pagesSince<T>(
  api: GitHubApi,
  { path, schema }: ChangingList<T>,
  { since, etag }: ListingCursor,
): AsyncGenerator<Page<T>> {
  const query = `sort=updated&direction=asc${since === undefined ? "" : `&since=${since}`}`;
  return api.list(`${path}${path.includes("?") ? "&" : "?"}${query}`, { schema, etag });
}

/**
 * Not later than the listing: what changed in that second is listed again. A tag holds for the same question alone, and proves
 * nothing of a second that was not over: what happens in it then need not show in the list.
 */
function placeAfter<T extends { readonly updated_at: string }>(
  page: Page<T>,
  asked: ListingCursor,
): ListingCursor {
  const last = page.items.at(-1)?.updated_at ?? asked.since;
  if (last === undefined) return {};
  const listed = secondOf(page.listedMs);
  const isBefore = last < listed;
  const since = isBefore ? last : listed;
  const isQuiet = !page.hasNext && since === asked.since && isOver(last, page.listedMs);
  return isQuiet && page.etag !== undefined ? { since, etag: page.etag } : { since };
}

/** Whether nothing more can happen in the second of `time` after a listing: only then it proves what it shows. */
export function isOver(time: string, listedMs: number): boolean {
  return listedMs >= Date.parse(time) + 1000;
}

/** ISO 8601 in whole seconds, as GitHub writes it. */
export function secondOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
