import { conversationEvent, type TalkSource, wantedConversation } from "./conversation-event.ts";
import type { GitHubApi } from "./github-api.ts";
import type { TalkCursor } from "./github-cursor.ts";
import {
  COMMENT,
  type GitHubComment,
  type GitHubIssue,
  type GitHubReviewComment,
  ISSUE,
  PULL,
  REVIEW_COMMENT,
} from "./github-shapes.ts";
import type { PlaceEvent } from "./sync-files.ts";
import { type Changes, secondOf, updatedSince } from "./updated-since.ts";

type TalkEvent = PlaceEvent<TalkCursor | undefined>;
type LaterEvent = PlaceEvent<TalkCursor>;

const ISSUES = { path: "issues?state=all", schema: ISSUE };
const COMMENTS = { path: "issues/comments", schema: COMMENT };
const REVIEW_COMMENTS = { path: "pulls/comments", schema: REVIEW_COMMENT };

/** Without a number of issues to compare, how long deletions may go unnoticed. */
const RELIST_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Issues and pull requests that changed, told by the time that GitHub gives them; edits of comments, which may not touch that
 * time, are asked for by their own. What is deleted shows only in the number of issues: where it is not the one that is known, all
 * are listed again (100 a request, and none is read that has not changed).
 */
export async function* syncConversations(
  source: TalkSource,
  before: TalkCursor | undefined,
): AsyncGenerator<TalkEvent> {
  if (before === undefined) yield* firstListing(source);
  else yield* laterListing(source, before);
  if (source.api.hasIssuesOff && source.settings.include.has("pulls")) {
    yield* pullsAlone(source);
  }
}

async function* laterListing(
  source: TalkSource,
  { whole: known, ...before }: TalkCursor,
): AsyncGenerator<TalkEvent> {
  const news = new Map<number, string>();
  let place: TalkCursor = before;
  const steps = [
    () => changedIssues(source, { place, news }),
    () => changedComments(source, { place, news, list: "comments" }),
    () => changedComments(source, { place, news, list: "reviewComments" }),
  ];
  for (const step of steps) {
    for await (const event of step()) {
      if (event.type !== "place") {
        yield event;
        continue;
      }
      place = event.place;
      // A sync that ends here has indexed what is not in the number that is known.
      const isKnown = known !== undefined && !isAnyOver(news.keys(), known.newest);
      yield isKnown ? { ...event, place: { ...place, whole: known } } : event;
    }
  }
  yield* deletions(source, { place, news, known });
}

function isAnyOver(numbers: Iterable<number>, most: number): boolean {
  for (const number of numbers) if (number > most) return true;
  return false;
}

/** From the beginning: resumable by the time reached, and complete where it gets through in one go. */
async function* firstListing(source: TalkSource): AsyncGenerator<TalkEvent> {
  const { api } = source;
  await api.countIssues();
  // What is said from now on is asked for next time; a second earlier for clocks that do not tick together.
  const start = { since: secondOf(api.serverTimeMs - 1000) };
  const whole = new WholeList();
  let place: TalkCursor = { issues: {}, comments: start, reviewComments: start };
  for await (const { items, listedMs, next } of updatedSince(api, ISSUES, {})) {
    for (const issue of items) {
      whole.add(issue);
      yield* wantedConversation(source, { issue, listedMs });
    }
    place = { ...place, issues: next };
    yield { type: "place", place };
  }
  yield* completed(source, { ...place, whole: whole.found(api.serverTimeMs) });
}

interface Changing {
  readonly place: TalkCursor;
  /** Numbers listed in this sync with the time of their change. */
  readonly news: Map<number, string>;
}

async function* changedIssues(
  source: TalkSource,
  { place, news }: Changing,
): AsyncGenerator<LaterEvent> {
  for await (const page of updatedSince(source.api, ISSUES, place.issues)) {
    for (const issue of page.items) {
      news.set(issue.number, issue.updated_at);
      yield* wantedConversation(source, { issue, listedMs: page.listedMs });
    }
    yield { type: "place", place: { ...place, issues: page.next } };
  }
}

async function* changedComments(
  source: TalkSource,
  { place, news, list }: Changing & { readonly list: "comments" | "reviewComments" },
): AsyncGenerator<LaterEvent> {
  for await (const { items, listedMs, next } of commentsSince(source.api, { place, list })) {
    // The latest edit of each conversation: the list is in the order of time.
    const edits = new Map(items.map((comment) => [numberOf(comment), comment.updated_at]));
    for (const [number, editedAt] of edits) {
      // Whatever changed the issue later or at the same time counts as its change already.
      if ((news.get(number) ?? "") >= editedAt) continue;
      const issue = await source.api.issue(number);
      if (issue === undefined) continue;
      news.set(number, issue.updated_at);
      const edit = issue.updated_at >= editedAt ? {} : { editedAt };
      yield* wantedConversation(source, {
        issue,
        listedMs: Math.min(listedMs, issue.listedMs),
        ...edit,
      });
    }
    yield { type: "place", place: { ...place, [list]: next } };
  }
}

function commentsSince(
  api: GitHubApi,
  { place, list }: { place: TalkCursor; list: "comments" | "reviewComments" },
): AsyncGenerator<Changes<GitHubComment | GitHubReviewComment>> {
  return list === "comments"
    ? updatedSince(api, COMMENTS, place.comments)
    : updatedSince(api, REVIEW_COMMENTS, place.reviewComments);
}

function numberOf(comment: GitHubComment | GitHubReviewComment): number {
  const url = "issue_url" in comment ? comment.issue_url : comment.pull_request_url;
  return Number(/\/(\d{1,15})$/.exec(url)?.[1] ?? 0);
}

/** Lists everything again where the number of issues says that some are gone, or says nothing for a week. */
async function* deletions(
  source: TalkSource,
  { place, news, known }: Changing & { readonly known: TalkCursor["whole"] },
): AsyncGenerator<TalkEvent> {
  const { api } = source;
  const count = await api.countIssues();
  if (known !== undefined) {
    const added = [...news.keys()].filter((number) => number > known.newest);
    const newest = added.reduce((most, number) => Math.max(most, number), known.newest);
    const whole = { ...known, count: known.count + added.length, newest };
    const isDue =
      count === undefined ? api.serverTimeMs - known.listedMs >= RELIST_MS : count !== whole.count;
    if (!isDue) {
      yield { type: "place", place: { ...place, whole } };
      return;
    }
  }
  const whole = new WholeList();
  for await (const { items, listedMs } of updatedSince(api, ISSUES, {})) {
    for (const issue of items) {
      whole.add(issue);
      yield* wantedConversation(source, { issue, listedMs });
    }
    yield { type: "place", place };
  }
  // Named earlier in this sync, and deleted since.
  for (const number of news.keys()) {
    if (whole.has(number)) continue;
    yield { type: "delete", id: `issues/${number}.md` };
    yield { type: "delete", id: `pulls/${number}.md` };
  }
  yield* completed(source, { ...place, whole: whole.found(api.serverTimeMs) });
}

/** All that there is was named. */
function* completed({ api, settings }: TalkSource, place: TalkCursor): Generator<TalkEvent> {
  const kinds = api.hasIssuesOff ? ["issues" as const] : ["issues" as const, "pulls" as const];
  for (const kind of kinds) {
    if (settings.include.has(kind)) yield { type: "place", place, complete: `${kind}/` };
  }
}

/** Without issues there is no list of changes: all pull requests are listed, and those read that changed. */
async function* pullsAlone(source: TalkSource): AsyncGenerator<TalkEvent> {
  const path = "pulls?state=all&sort=created&direction=asc";
  for await (const { items, listedMs } of source.api.list(path, { schema: PULL })) {
    for (const { merged_at, ...pull } of items) {
      yield conversationEvent(source, {
        issue: { ...pull, pull_request: { merged_at } },
        listedMs,
      });
    }
  }
  // From the beginning again, should issues be switched on.
  yield { type: "place", place: undefined, complete: "pulls/" };
}

/** The numbers that a listing from the beginning shows, each once. */
class WholeList {
  readonly #numbers = new Set<number>();
  #newest = 0;

  add({ number }: GitHubIssue): void {
    this.#numbers.add(number);
    this.#newest = Math.max(this.#newest, number);
  }

  has(number: number): boolean {
    return this.#numbers.has(number);
  }

  found(listedMs: number): NonNullable<TalkCursor["whole"]> {
    return { count: this.#numbers.size, newest: this.#newest, listedMs };
  }
}
