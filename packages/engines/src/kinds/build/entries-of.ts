import type { Fates } from "./decide-fates.ts";

/** A report or a failure with what is shown of it. */
export interface Entry {
  /** Index of the line that it begins with. */
  readonly head: number;
  /** Indexes of its lines that are shown, the head first. */
  readonly members: readonly number[];
}

/** The reports and failures of a build whose heads are shown, in order. */
export function entriesOf({ heads }: Fates, shown: Uint8Array): readonly Entry[] {
  const entries = new Map<number, number[]>();
  for (const [at, head] of heads.entries()) {
    if (head < 0 || shown[at] === 0) continue;
    const members = entries.get(head);
    if (members !== undefined) members.push(at);
    else if (head === at) entries.set(head, [at]);
  }
  return [...entries].map(([head, members]) => ({ head, members }));
}
