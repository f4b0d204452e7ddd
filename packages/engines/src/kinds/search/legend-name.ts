/** The name of a legend's entry by its ordinal, from 0: a to z, then aa, ab, ... */
export function legendName(ordinal: number): string {
  const last = String.fromCharCode(97 + (ordinal % 26));
  return ordinal < 26 ? last : legendName(Math.floor(ordinal / 26) - 1) + last;
}
