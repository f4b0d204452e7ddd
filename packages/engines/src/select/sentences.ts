/** Abbreviations that a full stop follows in mid-sentence. */
const ABBREVIATIONS: ReadonlySet<string> = new Set(
  "mr mrs ms dr prof sr jr st vs etc eg ie al fig no vol pp approx inc ltd co corp dept est jan feb mar apr jun jul aug sep sept oct nov dec u.s e.g i.e".split(
    " ",
  ),
);

/**
 * Sentences of `text` between two offsets, as `[from, to)` that tile the range; white space belongs to the sentence before.
 * Ends: `.`, `!`, `?` with closing quotes or brackets before white space, the full-width and other scripts' full stops, and
 * line breaks. Own rules instead of `Intl.Segmenter`, which differs between Node versions.
 */
export function sentencesOf(
  text: string,
  from: number,
  to: number,
): readonly (readonly [from: number, to: number])[] {
  const sentences: (readonly [number, number])[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    if (!endsSentence(text, start, at)) continue;
    let end = at + 1;
    while (end < to && isCloser(text.charCodeAt(end))) end++;
    while (end < to && isSpace(text.charCodeAt(end))) end++;
    if (end >= to) break;
    sentences.push([start, end]);
    start = end;
    at = end - 1;
  }
  if (start < to) sentences.push([start, to]);
  return sentences;
}

function endsSentence(text: string, start: number, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit === 0x0a) return at > start;
  // Ideographic, full-width, Devanagari and Arabic sentence ends need no space behind them.
  if (FULL_STOPS.has(unit)) return true;
  if (unit !== 0x2e && unit !== 0x21 && unit !== 0x3f) return false;
  let behind = at + 1;
  while (isCloser(text.charCodeAt(behind))) behind++;
  if (!isSpace(text.charCodeAt(behind))) return false;
  return unit !== 0x2e || !isAbbreviation(text, start, at);
}

const FULL_STOPS: ReadonlySet<number> = new Set([
  0x3002, 0xff01, 0xff0e, 0xff1f, 0x0964, 0x0965, 0x06d4, 0x061f, 0x1362,
]);

function isAbbreviation(text: string, start: number, at: number): boolean {
  let begin = at;
  while (begin > start && at - begin < 8 && !isSpace(text.charCodeAt(begin - 1))) begin--;
  const word = text
    .slice(begin, at)
    .replace(/^["'([]+/, "")
    .toLowerCase();
  return /^[a-z]$/.test(word) || ABBREVIATIONS.has(word);
}

function isCloser(unit: number): boolean {
  return (
    unit === 0x22 ||
    unit === 0x27 ||
    unit === 0x29 ||
    unit === 0x5d ||
    unit === 0x2019 ||
    unit === 0x201d ||
    unit === 0xbb ||
    unit === 0x300d ||
    unit === 0x300f ||
    unit === 0xff09
  );
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === 0xa0 || unit === 0x3000;
}
