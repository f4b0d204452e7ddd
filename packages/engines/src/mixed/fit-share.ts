/** Something written with a share of a limit. */
export interface SharedText {
  readonly tokens: number;
}

/** Rounds of looking for the share. */
const ROUNDS = 6;
const FIRST_SHARE = 0.9;
/** What leaves less than this share of the limit is near enough. */
const UNUSED_SHARE = 0.05;

/**
 * The largest text of at most `limit` tokens that `write` answers for some share of the limit, which may be above 1: parts get the
 * share, and what stands around them needs the rest, which is known only when it is written. `write` answers `undefined` for a
 * share that leaves nothing to be done. `undefined` where no share fits.
 */
export function fitShare<T extends SharedText>(
  limit: number,
  write: (share: number) => T | undefined,
): T | undefined {
  let best: T | undefined;
  let fits = 0;
  let exceeds = Number.POSITIVE_INFINITY;
  let share = FIRST_SHARE;
  for (let round = 0; round < ROUNDS; round++) {
    const written = write(share);
    const used = written === undefined ? Number.POSITIVE_INFINITY : written.tokens / limit;
    if (used <= 1) {
      fits = share;
      if (best === undefined || (written as T).tokens > best.tokens) best = written;
      if (used > 1 - UNUSED_SHARE) break;
    } else exceeds = share;
    share = nextShare(share, used, { fits, exceeds });
  }
  return best;
}

function nextShare(
  share: number,
  used: number,
  { fits, exceeds }: { readonly fits: number; readonly exceeds: number },
): number {
  if (exceeds === Number.POSITIVE_INFINITY) return share * Math.min(1.5, 1 / used);
  if (fits > 0) return (fits + exceeds) / 2;
  return share * Math.max(0.5, Math.min(0.9, 2 - used));
}
