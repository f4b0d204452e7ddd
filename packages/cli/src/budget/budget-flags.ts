import type { ArgsDef } from "citty";

/** Which ledger holds the limits. */
export const LEDGER_FLAG = {
  ledger: {
    type: "string",
    valueHint: "path",
    description: "Ledger to use (default: ~/.tokenpak/ledger.db)",
  },
} as const satisfies ArgsDef;

/** What is read before it is reported. */
export const READING_FLAGS = {
  stored: { type: "boolean", description: "Only what the ledger has; do not read session logs" },
  logs: {
    type: "string",
    valueHint: "folder",
    description: "Also read JSONL events in this folder; may be repeated",
  },
  ...LEDGER_FLAG,
} as const satisfies ArgsDef;
