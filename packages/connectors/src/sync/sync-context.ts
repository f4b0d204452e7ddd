import { setTimeout as wait } from "node:timers/promises";
import { findSecret, TokenPakError } from "@tokenpak/core";
import type { ConnectorContext } from "../connector.ts";
import type { SyncOptions } from "./sync-options.ts";

/** What a connector is given, and what keeps its credentials out of messages. */
export interface GuardedContext {
  readonly context: ConnectorContext;
  /** What went wrong, for people: without any credential that the connector asked for, or that looks like one. */
  messageOf(error: unknown): string;
}

const DEFAULT_MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

const HIDDEN = "[credential]";

/** The context that options ask for. Throws `INVALID_OPTION` for limits that are none. */
export function guardedContext(
  options: Pick<SyncOptions, "fetch" | "limits" | "now" | "secret" | "signal" | "sleep">,
): GuardedContext {
  const signal = options.signal ?? new AbortController().signal;
  const given = new Set<string>();
  const context: ConnectorContext = {
    signal,
    fetch: options.fetch ?? globalThis.fetch,
    now: options.now ?? Date.now,
    sleep: options.sleep ?? ((milliseconds) => wait(milliseconds, undefined, { signal })),
    secret: (name) => {
      const value = options.secret?.(name);
      if (value !== undefined && value !== "") given.add(value);
      return value;
    },
    limits: { maxDocumentBytes: bytesOf(options.limits?.maxDocumentBytes) },
  };
  return {
    context,
    messageOf: (error) => {
      let message = error instanceof Error ? error.message : String(error);
      for (const value of given) message = message.replaceAll(value, HIDDEN);
      return findSecret(message) === undefined
        ? message
        : `It failed, and says why with a ${HIDDEN} in it.`;
    },
  };
}

function bytesOf(limit: number = DEFAULT_MAX_DOCUMENT_BYTES): number {
  if (limit >= 0) return limit;
  throw new TokenPakError(
    "INVALID_OPTION",
    `The size limit must be a number of bytes from 0, not ${String(limit)}.`,
  );
}
