/** How much of the estimate is tried: records differ in length, and markers between them take some of the limit. */
const TRIES = [1.1, 1.05, 1, 0.94, 0.85, 0.7, 0.5, 0.25];

/**
 * Shares of a content's records that may fill what a summary leaves of a limit, largest first, none above `most` (0 to 1);
 * none at all where it leaves nothing. `estimate` is that room as a share of all records.
 */
export function limitShares(estimate: number, most = 1): readonly number[] {
  return estimate > 0 ? TRIES.map((part) => Math.min(most, estimate * part)) : [];
}
