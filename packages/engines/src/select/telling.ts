/** Cues that a stretch states something: a number, a name in mid-sentence, a quotation, code, a path. */
const CUES =
  /\d[\d.,:/-]{0,40}|(?<=[a-z,] )[A-Z][a-zA-Z]{1,40}|["`][^"`\n]{1,80}["`]|\b\w{1,40}[_/]\w{1,40}/g;

/** How many distinct things a stretch states for its length: cues for each 100 characters. Looks at 4,000 characters. */
export function telling(text: string): number {
  const head = text.length > 4000 ? text.slice(0, 4000) : text;
  const cues = new Set(head.match(CUES));
  return (100 * cues.size) / (head.length + 20);
}
