import type { CompletionEntry, JsonValue } from "@tokenpak/core";
import { type Fields, fieldsOf } from "../../adapters/wire/fields.ts";
import type { LineFormat, LogFormat } from "../../collect/telemetry-source.ts";
import { claudeCodeSource } from "../claude-code/claude-code-source.ts";
import { codexSource } from "../codex/codex-source.ts";
import { spanCompletions } from "../copilot/span-completion.ts";
import { geminiCliLines } from "../gemini-cli/gemini-cli-format.ts";
import { opencodeCompletion } from "../opencode/opencode-completion.ts";
import { piLines } from "../pi/pi-format.ts";

/** A form of line that an agent writes. */
export interface KnownLine {
  readonly name: string;
  /** By a look at its fields. */
  fits(line: Fields): boolean;
  readonly format: Pick<LineFormat, "start" | "read">;
}

/** Whose line it is; `undefined` for nobody's. No line fits two. */
export function knownLine(line: Fields): KnownLine | undefined {
  return KNOWN.find((known) => known.fits(line));
}

const KNOWN: readonly KnownLine[] = [
  {
    name: "claude-code",
    fits: ({ type, message, sessionId, uuid }) =>
      type === "assistant" && isObject(message) && (isText(sessionId) || isText(uuid)),
    format: linesOf(claudeCodeSource([]).formatOf("session.jsonl")),
  },
  {
    name: "codex",
    fits: ({ type, payload }) => CODEX_TYPES.has(type) && isObject(payload),
    format: linesOf(codexSource("").formatOf("rollout-session.jsonl")),
  },
  {
    name: "gemini-cli",
    fits: ({ type, tokens, projectHash, $set, $rewindTo }) =>
      (type === "gemini" && isObject(tokens)) ||
      isText(projectHash) ||
      isObject($set) ||
      isText($rewindTo),
    format: geminiCliLines,
  },
  {
    name: "pi",
    fits: ({ type, message, cwd }) => {
      const { usage, role } = fieldsOf(message);
      return (
        (type === "session" && isText(cwd)) ||
        (isObject(usage) && isText(role) && type === "message")
      );
    },
    format: piLines,
  },
  {
    name: "opencode",
    fits: ({ role, modelID, tokens }) =>
      role === "assistant" && isText(modelID) && isObject(tokens),
    format: withoutState((value) => {
      const { id, sessionID } = fieldsOf(value);
      const place = {
        id: isText(id) ? id : "",
        session: isText(sessionID) ? sessionID : undefined,
      };
      const entry = opencodeCompletion(fieldsOf(value), place);
      return entry === undefined ? [] : [entry];
    }),
  },
  {
    name: "opentelemetry",
    fits: ({ attributes, resourceSpans, resourceLogs }) =>
      isObject(attributes) || Array.isArray(resourceSpans) || Array.isArray(resourceLogs),
    format: withoutState((value) => spanCompletions(value, { observer: "json-events" })),
  },
];

const CODEX_TYPES: ReadonlySet<unknown> = new Set([
  "compacted",
  "event_msg",
  "response_item",
  "session_meta",
  "token_usage_record",
  "turn_context",
  "world_state",
]);

/** The format of a source, which reads every line that fits. */
function linesOf(format: LogFormat | undefined): KnownLine["format"] {
  return format?.kind === "lines" ? format : withoutState(() => []);
}

function withoutState(read: (value: JsonValue) => readonly CompletionEntry[]): KnownLine["format"] {
  return { start: () => ({}), read };
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function isObject(value: JsonValue | undefined): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
