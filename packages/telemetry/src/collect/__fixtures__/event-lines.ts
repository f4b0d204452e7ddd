import { type CompletionEntry, type JsonValue, NO_TOKENS } from "@tokenpak/core";
import type { CollectorStore } from "../collector-store.ts";
import { LogCollection } from "../log-collection.ts";
import type { TelemetryEvent } from "../telemetry-event.ts";
import type { DocumentFormat, LineFormat, TelemetrySource } from "../telemetry-source.ts";
import { Warnings } from "../warnings.ts";

/** An hour before noon of a day in 2026. */
export const AT = Date.UTC(2026, 5, 1, 11);

/** A completion of one token. */
export function entryOf(id: string, changes: Partial<CompletionEntry> = {}): CompletionEntry {
  return {
    id,
    at: AT,
    provider: "test",
    model: "test-model",
    usage: {
      ...NO_TOKENS,
      output: 1,
      serverTools: {},
      usageSource: "provider_reported",
      confidence: "medium",
      partial: false,
    },
    outcome: "ok",
    observer: "test",
    ...changes,
  };
}

/** Line of an event; `more` are further fields of the record. */
export function lineOf(id: string, more: { readonly [name: string]: unknown } = {}): string {
  return `${JSON.stringify({ id, ...more })}\n`;
}

interface SessionState {
  [name: string]: JsonValue | undefined;
  session?: string | undefined;
}

/** Each line with an `id` is a completion; `session` is what the last line with a `session` and no `id` said. */
export const eventLines: LineFormat = {
  kind: "lines",
  mayMatter: (line) => line.includes('"id"') || line.includes('"session"'),
  start: (): SessionState => ({}),
  read(value, at) {
    const state = at.state as SessionState;
    const { id, session, ...changes } = value as {
      readonly id?: string;
      readonly session?: string;
    };
    if (id !== undefined) return [entryOf(id, { session: state.session, ...changes })];
    state.session = session;
    return [];
  },
};

/** A list of ids. */
export const eventDocument: DocumentFormat = {
  kind: "document",
  read: (text) => text.split(/\s+/).flatMap((id) => (id === "" ? [] : [entryOf(id)])),
};

/** `*.jsonl` and rotated ones are lines, `*.txt` documents. */
export function sourceOf(roots: readonly string[], name = "test"): TelemetrySource {
  return {
    name,
    roots,
    formatOf: (path) => {
      if (path.endsWith(".txt")) return eventDocument;
      return path.includes(".jsonl") ? eventLines : undefined;
    },
  };
}

/** A collection without prices that writes down what it gives out and what it warns of. */
export function recordingCollection(
  store: CollectorStore,
  sources: readonly TelemetrySource[],
  options: { readonly maxLineBytes?: number; readonly now?: () => number } = {},
) {
  const events: TelemetryEvent[] = [];
  const warnings: string[] = [];
  const collection = new LogCollection({
    sources: () => sources,
    store,
    pricer: { priceTable: "none", price: () => undefined },
    warnings: new Warnings((warning) => warnings.push(warning)),
    maxLineBytes: options.maxLineBytes ?? 1 << 20,
    now: options.now ?? Date.now,
    deliver: async (batch) => {
      for (const event of batch) events.push(event);
      return true;
    },
  });
  return { collection, events, warnings, ids: () => events.map(({ record }) => record.id) };
}
