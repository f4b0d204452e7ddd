import type { CompletionEntry } from "@tokenpak/core";
import { type Fields, fieldsOf } from "../../adapters/wire/fields.ts";
import { nameOf } from "../log-name.ts";
import { readTime } from "../log-time.ts";
import { loggedUsage, reportedNanos } from "../log-usage.ts";
import { providerName } from "../provider-name.ts";
import { recordKey } from "../record-key.ts";
import { opencodeTokens } from "./opencode-tokens.ts";

/** What stands beside a message. */
export interface MessagePlace {
  readonly id: string;
  readonly session?: string | undefined;
  /** The session is of a sub-agent. */
  readonly isSubagent?: boolean | undefined;
  /** Folder of the session. */
  readonly folder?: string | undefined;
  /** When the row was made, in milliseconds. */
  readonly at?: number | undefined;
}

/**
 * What a message of the assistant used; `undefined` for other messages and for one that has used nothing yet. While it is in
 * progress its usage is partial.
 *
 * A fork of a session copies its messages under new ids: `responseId` is made of what the copies have in common, so that a ledger
 * counts one of them, and the copies are marked.
 */
export function opencodeCompletion(
  message: Fields,
  place: MessagePlace,
): CompletionEntry | undefined {
  const { role, modelID, providerID, time, path, error, agent, mode, cost } = message;
  const tokens = opencodeTokens(message);
  const isDone = isFinished(message);
  const usage = loggedUsage(tokens.counts, isDone ? {} : { partial: true, confidence: "low" });
  if (role !== "assistant" || usage === undefined || place.id === "") return undefined;
  const { created, completed } = fieldsOf(time);
  const begin = readTime(created) ?? place.at;
  const end = readTime(completed);
  const costNanos = tokens.costIsRight ? reportedNanos(cost) : undefined;
  const model = nameOf(modelID) ?? "unknown";
  const provider = providerName(providerID);
  const alike = [begin ?? place.id, provider, model, tokens.counts];
  return {
    id: `opencode:${place.id}`,
    at: end ?? begin ?? 0,
    provider,
    model,
    agent: "opencode",
    subagent: place.isSubagent ? (nameOf(agent) ?? nameOf(mode) ?? "subagent") : undefined,
    session: place.session,
    project: projectOf(fieldsOf(path)) ?? place.folder,
    usage,
    ...(costNanos === undefined ? {} : { costNanos, costSource: "reported" }),
    latencyMs: end !== undefined && begin !== undefined && end >= begin ? end - begin : undefined,
    outcome: outcomeOf(fieldsOf(error)),
    observer: "opencode",
    responseId: recordKey("opencode", alike),
    sideCopy: isCopy(place.id, readTime(created)) || undefined,
  };
}

/** Whether nothing more is going to be said of a message: it is of the user, completed, or failed. */
export function isFinished({ role, time, error }: Fields): boolean {
  const { completed } = fieldsOf(time);
  return role !== "assistant" || readTime(completed) !== undefined || (error ?? null) !== null;
}

/** The root of the work tree, or, where there is none, the working folder. */
function projectOf({ root, cwd }: Fields): string | undefined {
  const folder = nameOf(root);
  return folder && folder !== "/" ? folder : nameOf(cwd);
}

function outcomeOf({ name }: Fields): CompletionEntry["outcome"] {
  if (name === undefined) return "ok";
  return name === "MessageAbortedError" ? "aborted" : "error";
}

/** Ids begin with the low 36 bits of the millisecond in which they were made, and 12 bits of a counter, as hex. */
const ID = /^msg_([\da-f]{9})[\da-f]{3}/;
const CLOCK = 2 ** 36;
const SLACK_MS = 60_000;

/** A copy has the time of the original, and an id of its own that says when it was made. */
function isCopy(id: string, created: number | undefined): boolean {
  const [, stamp] = ID.exec(id) ?? [];
  if (stamp === undefined || created === undefined) return false;
  const later = (Number.parseInt(stamp, 16) - (created % CLOCK) + CLOCK) % CLOCK;
  return later > SLACK_MS && later < CLOCK - SLACK_MS;
}
