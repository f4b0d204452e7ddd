/** Tokens of the smallest rendition that is no whole: less of a file says too little to be worth its heading. */
export const LEAST_RENDITION = 28;

/**
 * Tokens of the smallest selection of a file of so many: an eighth of it, since a few lines out of hundreds are seldom understood, but no
 * more than an eighth of the budget, and than 160.
 */
export function leastSelection(tokens: number, maxTokens: number): number {
  const eighth = Math.floor(Math.min(tokens, maxTokens) / 8);
  return Math.max(LEAST_RENDITION, Math.min(eighth, 160));
}

/** What a file's renditions are sized by. */
export interface SizeOptions {
  /** Of the whole file. */
  readonly tokens: number;
  /** What it would get of the budget by its score alone; `undefined` for any size. */
  readonly share: number | undefined;
  /** Largest size, the whole budget. */
  readonly most: number;
  /** See {@link leastSelection}. */
  readonly least: number;
}

/**
 * Sizes in tokens that selections of a file are made in: steps of 1.6 from a third of its share of the budget to four times that, so
 * that a solver has something to choose from; none where the whole is hardly more. Without a share all of these sizes, and nearly the
 * largest, which leaves room for a heading and a note.
 */
export function renditionSizes({ tokens, share, most, least }: SizeOptions): readonly number[] {
  const largest = Math.min(most, LARGEST_PART * tokens);
  const all: number[] = [];
  for (let size = least * FIRST_SHARE; size <= largest; size *= STEP) all.push(Math.floor(size));
  if (share === undefined) return [...all, Math.floor(NEARLY_ALL * largest)];
  const near = all.filter((size) => size >= share / LEAST_SHARE && size <= share * MOST_SHARES);
  return near.length > 0 ? near : all.slice(0, 1);
}

/** A selection is seldom as long as it may be. */
const FIRST_SHARE = 1.3;
const STEP = 1.6;
/** A selection of more than this part of a file saves too little. */
const LARGEST_PART = 0.9;
const NEARLY_ALL = 0.9;
const LEAST_SHARE = 3;
const MOST_SHARES = 4;
