/** What one party asks for in {@link apportion}. */
export interface Claim {
  /** What it gets before anything is shared by weight: whole, from 0. */
  readonly floor: number;
  /** What it can use at most, whole or `Infinity`; also less than its floor. */
  readonly cap: number;
  /** Its part of the rest, 0 or from 1e-18 to 1e18. */
  readonly weight: number;
}

/**
 * Shares a whole number among claims: to each its floor, the rest by weight, nobody more than its cap; what a cap leaves over goes on
 * to the others by weight, to claims of weight 0 (in equal parts) when all others have what they can use. The shares are whole and
 * sum to `total`, or to the caps where these are less. The floors must not sum to more than `total`; `total` is at most 2^53 - 1.
 *
 * The rest is shared by the divisor method of Webster (Sainte-Laguë): the k-th unit of a claim, from 0, is due at (k + 1/2) / weight,
 * and units are given in the order in which they are due, those due together to the earlier claim first. With more to share the list of
 * units given only grows, so nobody loses by it; rounding each quota and giving out the remainder (largest remainder) lacks that, which is
 * known as the Alabama paradox (Balinski and Young, Fair Representation, 1982). The price: a share can differ by a few units
 * from its exact proportion. About 100 passes over the claims at most.
 */
export function apportion(claims: readonly Claim[], total: number): number[] {
  const sum = (share: (claim: Claim) => number) => sumOf(claims, share);
  if (sum(({ cap }) => cap) <= total) return claims.map(({ cap }) => cap);
  const byWeight = sum(({ cap, floor, weight }) => (weight > 0 ? cap : Math.min(floor, cap)));
  const shared = byWeight > total ? claims : claims.map(afterWeights);
  const { below, above } = levelsAround(shared, total);
  let left = total - sumOf(shared, (claim) => shareAt(claim, below));
  return shared.map((claim) => {
    const share = shareAt(claim, below);
    // Everything between two neighbouring levels is due at the same level.
    const more = left === 0 ? 0 : Math.min(left, shareAt(claim, above) - share);
    left -= more;
    return share + more;
  });
}

/** The claim when all that have a weight are given what they can use. */
function afterWeights({ floor, cap, weight }: Claim): Claim {
  return weight > 0 ? { floor: cap, cap, weight } : { floor, cap, weight: 1 };
}

/** Two neighbouring numbers: what is due by the first is at most `total`, what is due by the second is more; or one at which it is `total`. */
function levelsAround(
  claims: readonly Claim[],
  total: number,
): { readonly below: number; readonly above: number } {
  const given = (level: number) => sumOf(claims, (claim) => shareAt(claim, level));
  let below = 0;
  let above = (total + 1) / sumOf(claims, ({ weight }) => weight);
  for (let sum = given(above); sum <= total; sum = given(above)) {
    below = above;
    above *= 16;
  }
  for (;;) {
    const level = below + (above - below) / 2;
    if (level <= below || level >= above) return { below, above };
    const sum = given(level);
    if (sum === total) return { below: level, above: level };
    if (sum < total) below = level;
    else above = level;
  }
}

function shareAt({ floor, cap, weight }: Claim, level: number): number {
  if (floor >= cap) return cap;
  const room = Math.min(cap - floor, Number.MAX_SAFE_INTEGER);
  return floor + Math.min(room, unitsDue(weight, level, room));
}

/** How many units are due at `level`, exactly as the quotients compare, or any number from `most` on where it is that many. */
function unitsDue(weight: number, level: number, most: number): number {
  const about = Math.floor(level * weight + 0.5);
  if (about > most + 8) return most;
  let units = about;
  while (units > 0 && dueAt(units - 1, weight) > level) units--;
  while (units < most && dueAt(units, weight) <= level) units++;
  return units;
}

function dueAt(unit: number, weight: number): number {
  return (unit + 0.5) / weight;
}

function sumOf(claims: readonly Claim[], share: (claim: Claim) => number): number {
  let sum = 0;
  for (const claim of claims) sum += share(claim);
  return sum;
}
