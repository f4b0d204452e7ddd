import type { CodexState } from "./codex-state.ts";

/**
 * Whether a line of a forked thread's file is the first of its own, after the copies of its parent's. Threads and turns are named by
 * UUIDs that begin with the time (version 7): a turn of the thread's own is younger than the thread. Older versions of Codex have no
 * such names; there copies are written at one go, and the first answer of its own comes after a pause.
 */
export function endsReplay(
  state: CodexState,
  line: { readonly turn: string | undefined; readonly at: number | undefined },
): boolean {
  const { thread, lastAt } = state;
  const turn = line.turn ?? state.turn;
  if (turn !== undefined && isDated(turn) && isDated(thread)) {
    return turn.toLowerCase() > thread.toLowerCase();
  }
  return lastAt !== undefined && line.at !== undefined && line.at - lastAt >= PAUSE_MS;
}

/** Longer than writing a copied line takes, shorter than most answers. */
const PAUSE_MS = 1000;

const UUID_7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

function isDated(name: string): boolean {
  return UUID_7.test(name);
}
