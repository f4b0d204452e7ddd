/**
 * The words of a text for matching, lower-cased and lightly stemmed, in order. Identifiers give their parts as well as the
 * whole (`maxTokens` gives `maxtoken`, `max`, `token`). Scripts without spaces give single characters and pairs.
 *
 * Own tables instead of `Intl` and `\p{..}`: those differ between Node versions, and output must not.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    const unit = at < text.length ? text.charCodeAt(at) : 0;
    if (isWordUnit(unit)) {
      if (start < 0) start = at;
      continue;
    }
    if (start >= 0) pushRun(text.slice(start, at), words);
    start = -1;
  }
  return words;
}

/** Words too common to say what a query is about. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    "a an and any are as at be been but by can could did do doe doing for from had has have how i if in into is it its " +
    "me my no nor not of on or our she should so some such than that the their them then there these they thi this those " +
    "to was we were what when where which who whom why will with would you your about all also just more most"
  ).split(" "),
);

/** Takes off the commonest English endings; words of three letters and words with digits stay. */
function stemOf(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (word.endsWith("ing") && word.length > 6) return word.slice(0, -3);
  if (word.endsWith("ed") && word.length > 5) return word.slice(0, -2);
  if (word.endsWith("es") && /(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us")) return word.slice(0, -1);
  return word;
}

function isWordUnit(unit: number): boolean {
  if (unit < 128) {
    return (
      (unit >= 97 && unit <= 122) ||
      (unit >= 65 && unit <= 90) ||
      (unit >= 48 && unit <= 57) ||
      unit === 95
    );
  }
  // Latin-1 and general punctuation, CJK punctuation and full-width forms of ASCII punctuation are no words.
  if (unit < 0xc0) return unit === 0xaa || unit === 0xb5 || unit === 0xba;
  if (unit >= 0x2000 && unit <= 0x2bff) return false;
  if (unit >= 0x3000 && unit <= 0x3020) return false;
  return !(unit >= 0xff00 && unit <= 0xff0f) && unit !== 0xd7 && unit !== 0xf7 && unit !== 0xfeff;
}

/** Chinese, Japanese, Korean, Thai, Lao, Khmer, Myanmar: written without spaces between words, or nearly. */
function isUnspaced(unit: number): boolean {
  return (
    (unit >= 0x0e00 && unit <= 0x0eff) ||
    (unit >= 0x1000 && unit <= 0x109f) ||
    (unit >= 0x1780 && unit <= 0x17ff) ||
    (unit >= 0x3040 && unit <= 0x9fff) ||
    (unit >= 0xac00 && unit <= 0xd7af)
  );
}

const LONGEST_WORD = 200;

function pushRun(run: string, words: string[]): void {
  if (isUnspaced(run.charCodeAt(0))) {
    for (let at = 0; at < run.length; at++) {
      words.push(run.slice(at, at + 1));
      if (at + 1 < run.length) words.push(run.slice(at, at + 2));
    }
    return;
  }
  if (run.length > LONGEST_WORD) return;
  const whole = stemOf(run.toLowerCase());
  words.push(whole);
  if (/^[a-z0-9]+$|^[A-Z]?[a-z]+$/.test(run)) return;
  const parts = run
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[ _]+/);
  if (parts.length < 2) return;
  for (const part of parts) {
    const word = stemOf(part.toLowerCase());
    if (word !== "" && word !== whole) words.push(word);
  }
}
