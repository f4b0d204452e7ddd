import { setTimeout } from "node:timers/promises";
import { type CompletionEntry, isTokenPakError } from "@tokenpak/core";
import type { CollectorStore, CompletionChange, FileCheckpoint } from "./collector-store.ts";

/** What is committed at once. */
export interface CommitContents {
  readonly entries: readonly CompletionEntry[];
  readonly checkpoints: readonly FileCheckpoint[];
}

/** What became of an entry; `refused`: the store says that it cannot be. */
export type EntryOutcome = CompletionChange | "refused";

/** Between attempts on a locked store, in milliseconds. */
const PAUSES_MS = [50, 150, 450, 1350];

/**
 * Commits, trying again while another process holds the store's lock. An entry that the store refuses does not lose the others:
 * they are committed one by one, the checkpoints last. Throws `STORE_*`; of the checkpoints nothing is kept then.
 */
export async function commitWithPatience(
  store: CollectorStore,
  contents: CommitContents,
): Promise<readonly EntryOutcome[]> {
  const { entries: completions, checkpoints } = contents;
  try {
    const commit = () => store.commit({ entries: { completions }, checkpoints });
    return (await patiently(commit)).changes;
  } catch (error) {
    if (!isTokenPakError(error, "INVALID_OPTION")) throw error;
    if (completions.length === 0) throw error;
    return oneByOne(store, contents);
  }
}

async function oneByOne(
  store: CollectorStore,
  { entries, checkpoints }: CommitContents,
): Promise<readonly EntryOutcome[]> {
  const outcomes: EntryOutcome[] = [];
  for (const entry of entries) {
    try {
      const batch = { entries: { completions: [entry] }, checkpoints: [] };
      const { changes } = await patiently(() => store.commit(batch));
      outcomes.push(changes[0] ?? "ignored");
    } catch (error) {
      if (!isTokenPakError(error, "INVALID_OPTION")) throw error;
      outcomes.push("refused");
    }
  }
  await patiently(() => store.commit({ entries: {}, checkpoints }));
  return outcomes;
}

async function patiently<T>(commit: () => T): Promise<T> {
  for (const pauseMs of PAUSES_MS) {
    try {
      return commit();
    } catch (error) {
      if (!isLocked(error)) throw error;
    }
    await setTimeout(pauseMs);
  }
  return commit();
}

function isLocked(error: unknown): boolean {
  if (!isTokenPakError(error, "STORE_UNAVAILABLE")) return false;
  const { code } = (error.cause ?? {}) as { readonly code?: unknown };
  return typeof code === "string" && /^SQLITE_(?:BUSY|LOCKED)/.test(code);
}
