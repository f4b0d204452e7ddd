/** A stretch of the source that is kept or left out as a whole when a limit must be met. */
export interface Unit {
  /** UTF-16 offset of its first character. */
  readonly from: number;
  /** UTF-16 offset behind its last character, a final `\n` included. */
  readonly to: number;
  /** Smaller is kept first. See {@link UNIT_TIERS}. */
  readonly tier: number;
  /** Within a tier, larger is kept first; ties go by position. Any finite number. */
  readonly score: number;
  /** How likely it holds what the query asks for, from 0 to 1; at most 1 over all units. Default: `score` alone says it. */
  readonly chance?: number | undefined;
  /** Index of a unit that must be kept when this one is, for example the heading above it; smaller than its own index. */
  readonly parent?: number | undefined;
  /** Whether it makes sense without its parent, as a paragraph does without its heading and a table's row does not. Default `false`. */
  readonly standsAlone?: boolean | undefined;
}

/** Why a unit is kept early, in order. */
export const UNIT_TIERS = {
  /** Known to be kept, while what still fits is looked for. */
  kept: -1,
  /** Named by `preserve`. */
  preserved: 0,
  /** The newest turn of a chat: the instruction that the model is about to follow. */
  newestTurn: 1,
  /** Reports an error, a fatal condition or a stack trace. */
  error: 2,
  /** Matches the query. */
  match: 3,
  /** Carries the structure: headings, definitions, the first and the last unit. */
  structure: 4,
  /** Everything else. */
  rest: 5,
} as const;
