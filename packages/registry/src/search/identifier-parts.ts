/** What an identifier part is made of. */
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
/** Scripts that write words without spaces. */
const UNSPACED = 4;

/** Longer tokens, and ones of more parts, are encoded data, not names. */
const LONGEST = 64;
const MOST_PARTS = 8;

/**
 * The words inside the identifiers of a text, separated by spaces: `parseHTTPHeader2` gives `parse HTTP Header`. Only what the
 * text does not hold as words of its own: snake_case, paths and prose give nothing. Chinese, Japanese, Korean and Thai runs
 * give their pairs of neighbouring characters. Linear.
 */
export function identifierParts(text: string): string {
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const kind = kindAt(text, at);
    if (kind === 0) {
      at++;
      continue;
    }
    const end = kind === UNSPACED ? runEnd(text, at) : wordEnd(text, at);
    if (kind === UNSPACED) addPairs(parts, text.slice(at, end));
    else if (end - at <= LONGEST) addParts(parts, text.slice(at, end));
    at = end;
  }
  return parts.join(" ");
}

function runEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && kindAt(text, end) === UNSPACED) end++;
  return end;
}

function wordEnd(text: string, start: number): number {
  let end = start + 1;
  for (; end < text.length; end++) {
    const kind = kindAt(text, end);
    if (kind === 0 || kind === UNSPACED) break;
  }
  return end;
}

function addPairs(parts: string[], run: string): void {
  if (run.length === 1) parts.push(run);
  for (let at = 0; at + 1 < run.length; at++) parts.push(run.slice(at, at + 2));
}

function addParts(parts: string[], word: string): void {
  const found: string[] = [];
  let start = 0;
  for (let at = 1; at < word.length; at++) {
    if (!isBoundary(word, at)) continue;
    found.push(word.slice(start, at));
    start = at;
  }
  if (start === 0 || found.length >= MOST_PARTS) return;
  found.push(word.slice(start));
  for (const part of found) if (part.length > 1) parts.push(part);
}

function isBoundary(word: string, at: number): boolean {
  const before = kindAt(word, at - 1);
  const here = kindAt(word, at);
  if (before === here) {
    // The last capital of several begins the next word: HTTP|Header.
    return here === UPPER && at + 1 < word.length && kindAt(word, at + 1) === LOWER;
  }
  return !(before === UPPER && here === LOWER);
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 128) return ASCII_KINDS[unit] as number;
  return isUnspaced(unit) ? UNSPACED : LOWER;
}

/** Thai to Khmer, kana, Han, Hangul. */
function isUnspaced(unit: number): boolean {
  return (
    (unit >= 0x0e00 && unit <= 0x0eff) ||
    (unit >= 0x3041 && unit <= 0x30ff) ||
    (unit >= 0x3400 && unit <= 0x9fff) ||
    (unit >= 0xac00 && unit <= 0xd7a3)
  );
}

const ASCII_KINDS = Uint8Array.from({ length: 128 }, (_, unit) => {
  if (unit >= 97 && unit <= 122) return LOWER;
  if (unit >= 65 && unit <= 90) return UPPER;
  return unit >= 48 && unit <= 57 ? DIGIT : 0;
});
