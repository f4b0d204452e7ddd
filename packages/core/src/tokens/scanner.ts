/**
 * Finds the end of the piece that starts at byte `start` of a UTF-8 text closed by `END_OF_TEXT`. Pieces are what
 * an encoding's regular expression matches one after the other; they cover the text without a gap, and merging
 * never crosses their borders. A piece is at least one character long; finding all of them takes linear time.
 */
export type Scanner = (bytes: Uint8Array, start: number) => number;
