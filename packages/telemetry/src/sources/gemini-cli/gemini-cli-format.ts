import type { CompletionEntry, JsonValue } from "@tokenpak/core";
import { type Fields, fieldsOf, itemsOf } from "../../adapters/wire/fields.ts";
import { parseJson } from "../../adapters/wire/parse-json.ts";
import type {
  DocumentFormat,
  LineFormat,
  LinePlace,
  LogFile,
} from "../../collect/telemetry-source.ts";
import { nameOf } from "../log-name.ts";
import { readTime } from "../log-time.ts";
import { loggedUsage } from "../log-usage.ts";
import { geminiTokens } from "./gemini-tokens.ts";
import { lastReport, type Told } from "./last-report.ts";

/**
 * Lines of a session: facts about it (`sessionId`, `projectHash`, ...), messages, `{"$set": {...}}` with changed facts or all
 * messages anew, and `{"$rewindTo": id}`. A message that stands there again replaces the earlier one; a turn that was rewound was
 * paid all the same, so that rewinding changes nothing.
 */
export const geminiCliLines: LineFormat = {
  kind: "lines",
  mayMatter: (line) => TELLING.some((name) => line.includes(name)),
  start: () => ({}),
  read: (value, { file, state }: LinePlace) =>
    readRecord(fieldsOf(value), file, state as SessionState),
};

/** A session as one document: the facts, and all messages under `messages`. */
export const geminiCliDocument: DocumentFormat = {
  kind: "document",
  read(text, file) {
    const session = fieldsOf(parseJson(text));
    const state: SessionState = {};
    noteFacts(session, state);
    const { messages } = session;
    return readMessages(messages, file, state);
  },
};

/** One of these stands in every line that says something. */
const TELLING = ['"tokens"', '"sessionId"', '"directories"'].map((name) => Buffer.from(name));

/** What is known of a session so far. */
interface SessionState {
  session?: string | undefined;
  hash?: string | undefined;
  folder?: string | undefined;
  subagent?: true;
  at?: number | undefined;
  model?: string | undefined;
  told?: Told;
}

function readRecord(
  record: Fields,
  file: LogFile,
  state: SessionState,
): readonly CompletionEntry[] {
  const { $set: set, id } = record;
  if (set !== undefined) {
    const changed = fieldsOf(set);
    const { messages } = changed;
    noteFacts(changed, state);
    return readMessages(messages, file, state);
  }
  if (nameOf(id) !== undefined) return readMessages([record], file, state);
  noteFacts(record, state);
  return [];
}

/** Remembers what a record says of the session. */
function noteFacts(record: Fields, state: SessionState): void {
  const { sessionId, projectHash, directories, startTime, lastUpdated, kind } = record;
  const [folder] = itemsOf(directories);
  state.session = nameOf(sessionId) ?? state.session;
  state.hash = nameOf(projectHash) ?? state.hash;
  state.folder = nameOf(folder) ?? state.folder;
  if (kind === "subagent") state.subagent = true;
  state.at = readTime(lastUpdated) ?? readTime(startTime) ?? state.at;
}

function readMessages(
  messages: JsonValue | undefined,
  file: LogFile,
  state: SessionState,
): readonly CompletionEntry[] {
  const entries: CompletionEntry[] = [];
  for (const message of itemsOf(messages)) {
    const read = completionOf(fieldsOf(message), file, state);
    if (read === undefined) continue;
    const { told, id, supersedes } = lastReport(state.told ?? [], {
      id: read.id,
      output: read.usage.output,
    });
    state.told = told;
    entries.push(supersedes === undefined ? read : { ...read, id, supersedes });
  }
  return entries;
}

function completionOf(
  message: Fields,
  file: LogFile,
  state: SessionState,
): CompletionEntry | undefined {
  const { id: said, type, model, timestamp, tokens } = message;
  const id = nameOf(said);
  const usage = loggedUsage(geminiTokens(fieldsOf(tokens)));
  if (type !== "gemini" || usage === undefined || id === undefined) return undefined;
  state.at = readTime(timestamp) ?? state.at;
  state.model = nameOf(model) ?? state.model;
  const [project, , ...rest] = file.relativePath.split("/");
  const parent = rest.length === 2 ? rest[0] : undefined;
  const isSubagent = parent !== undefined || state.subagent === true;
  return {
    id: UUID.test(id) ? `gemini-cli:${id}` : `gemini-cli:${state.session ?? project}:${id}`,
    at: state.at ?? 0,
    provider: "google",
    model: state.model ?? "unknown",
    agent: "gemini-cli",
    subagent: isSubagent ? (state.session ?? "subagent") : undefined,
    session: parent ?? state.session,
    project: state.folder ?? (project || state.hash),
    usage,
    outcome: "ok",
    observer: "gemini-cli",
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
