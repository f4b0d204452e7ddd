import type { CompletionEntry } from "@tokenpak/core";
import { type Fields, fieldsOf } from "../../adapters/wire/fields.ts";
import type { LineFormat } from "../../collect/telemetry-source.ts";
import { nameOf } from "../log-name.ts";
import { readTime } from "../log-time.ts";
import { loggedUsage, reportedNanos } from "../log-usage.ts";
import { providerName } from "../provider-name.ts";
import { recordKey } from "../record-key.ts";
import { piTokens } from "./pi-tokens.ts";

/**
 * Lines of a session of pi: a header (`{"type":"session", id, cwd, timestamp}`), and messages, of which those of the assistant have
 * the provider, the model, the usage and what it cost in dollars. A branch of a session copies its lines into another file, so that
 * a record is named by what it says, not by where it stands.
 */
export const piLines: LineFormat = {
  kind: "lines",
  mayMatter: (line) => line.includes(USAGE) || line.includes(CWD),
  start: () => ({}),
  read(value, { state }) {
    const line = fieldsOf(value);
    const { type, message } = line;
    if (type === "session") noteHeader(line, state as SessionState);
    if (type !== "message") return [];
    const entry = completionOf(fieldsOf(message), line, state as SessionState);
    return entry === undefined ? [] : [entry];
  },
};

const USAGE = Buffer.from('"usage"');
const CWD = Buffer.from('"cwd"');

/** What the header says. */
interface SessionState {
  session?: string | undefined;
  project?: string | undefined;
  /** When a branch was made from another session. */
  branchedAt?: number | undefined;
}

function noteHeader(header: Fields, state: SessionState): void {
  const { id, cwd, timestamp, parentSession, branchedFrom } = header;
  state.session = nameOf(id);
  state.project = nameOf(cwd);
  state.branchedAt = nameOf(parentSession ?? branchedFrom) ? readTime(timestamp) : undefined;
}

function completionOf(
  message: Fields,
  line: Fields,
  state: SessionState,
): CompletionEntry | undefined {
  const { role, provider, model, usage: said, stopReason, timestamp: begun, responseId } = message;
  const { timestamp: ended } = line;
  const counts = piTokens(fieldsOf(said));
  const usage = loggedUsage(counts);
  if (role !== "assistant" || usage === undefined) return undefined;
  const begin = readTime(begun);
  const end = readTime(ended);
  const at = end ?? begin ?? 0;
  const billedBy = providerName(provider);
  const servedBy = nameOf(model) ?? "unknown";
  const { cost } = fieldsOf(said);
  const { total } = fieldsOf(cost);
  const costNanos = reportedNanos(total);
  const { branchedAt } = state;
  return {
    id: recordKey("pi", [begin ?? at, billedBy, servedBy, counts]),
    at,
    provider: billedBy,
    model: servedBy,
    agent: "pi",
    session: state.session,
    project: state.project,
    usage,
    ...(costNanos === undefined ? {} : { costNanos, costSource: "reported" }),
    latencyMs: begin !== undefined && end !== undefined && end >= begin ? end - begin : undefined,
    outcome: stopReason === "error" || stopReason === "aborted" ? stopReason : "ok",
    observer: "pi",
    responseId: nameOf(responseId),
    sideCopy: (branchedAt !== undefined && at < branchedAt) || undefined,
  };
}
