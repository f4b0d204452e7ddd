/** Rows of which nothing is left to write are counted by the header alone; the decoder takes no more than these on trust. */
export const MAX_ROWS_WITHOUT_CELLS = 100_000;

/** Characters of the longest shared text; without a bound, names that name names could grow without end. */
export const MAX_SHARED_TEXT = 200;
