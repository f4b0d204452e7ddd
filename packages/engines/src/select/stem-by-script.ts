/**
 * A folded word without its commonest endings, by the script that it begins in, for scripts whose languages inflect alike:
 * Cyrillic, Greek, Arabic, Hebrew, Devanagari; of the other Indic scripts, Georgian and Armenian the beginning of long words.
 * Other words stay. Both sides of a match are stemmed alike, so a stem need not be a word.
 */
export function stemByScript(word: string): string {
  if (word.length < LEAST_WORD) return word;
  const first = word.charCodeAt(0);
  const rules = RULES.find(({ from, to }) => first >= from && first < to);
  if (rules === undefined) return word;
  return withoutEnding(withoutPrefix(word, rules.prefixes ?? []), rules.endings ?? BEGINNINGS);
}

const LEAST_WORD = 4;
/** Letters of a stem that stay. */
const LEAST_STEM = 3;
const LONGEST_BEGINNING = 7;

/** Endings by length. */
type Endings = readonly ReadonlySet<string>[];

/** For scripts without a list of endings: the beginning of a word stands for it. */
const BEGINNINGS: Endings = [];

/** Takes off the longest ending, so long as a stem is left. */
function withoutEnding(word: string, endings: Endings): string {
  if (endings === BEGINNINGS) return word.slice(0, LONGEST_BEGINNING);
  for (let length = Math.min(endings.length, word.length - LEAST_STEM); length > 0; length--) {
    if (endings[length - 1]?.has(word.slice(-length)) === true) return word.slice(0, -length);
  }
  return word;
}

/** Takes off the longest prefix, so long as a stem is left; the list is in order of length. */
function withoutPrefix(word: string, prefixes: readonly string[]): string {
  const prefix = prefixes.find((candidate) => word.startsWith(candidate));
  return prefix === undefined || word.length - prefix.length < LEAST_STEM
    ? word
    : word.slice(prefix.length);
}

function byLength(...lists: readonly string[]): Endings {
  const sets: Set<string>[] = [];
  for (const ending of lists.join(" ").split(" ")) {
    while (sets.length < ending.length) sets.push(new Set());
    sets[ending.length - 1]?.add(ending);
  }
  return sets;
}

/** Endings of nouns, adjectives and verbs as in Snowball's Russian stemmer (M. F. Porter), with those of Ukrainian; `ё` is `е`. */
const CYRILLIC = byLength(
  "ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею",
  "а ев ов ье е иями ями ами еи ии и ией иям ям ием ам о у ах иях ях ы ь ию ью ю ия ья я",
  "ла на ете йте ли й л н ло но ет ют ны ть ешь нно ила ыла ена ите или ыли уй ил ыл ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь",
  "ость ости остью остей ность ности ностью ться тся ного ному ных ными ным ной ный ная ное ные ную",
  "і ї ів ії ій ією єю ою іх ого ьому ості істю ними ної",
);

/** Endings of nouns and adjectives, and the commonest of verbs, without accents. */
const GREEK = byLength(
  "α ασ ε εσ η ησ ι ο οσ ου ουσ υ ω ων οι εισ εωσ εων ια ιασ ιεσ ιο ιου ιων ει ετε ουν ουμε εται ονται οντασ μενοσ μενη μενο",
);

/** Light10 of L. Larkey, L. Ballesteros and M. Connell, "Light stemming for Arabic information retrieval" (2007). */
const ARABIC_PREFIXES = ["وال", "بال", "كال", "فال", "ال", "لل", "و"];
const ARABIC = byLength("ها ان ات ون ين يه ه ي");

const HEBREW_PREFIXES = ["וה", "וב", "ול", "ומ", "וש", "שה", "ה", "ו", "ב", "כ", "ל", "מ", "ש"];
const HEBREW = byLength("ימ ות ה יות");

/** A. Ramanathan and D. Rao, "A lightweight stemmer for Hindi" (2003), the endings of one to four characters. */
const HINDI = byLength(
  "ो े ू ु ी ि ा कर ाओ िए ाई ाए ने नी ना ते ीं ती ता ां ों ें ाकर ाइए ाईं ाया ेगी ेगा ोगी ोगे ाने ाना ाते ाती ाता तीं ाओं ाएं ुओं ुएं ुआं",
  "ाएगी ाएगा ाओगी ाओगे एंगी ेंगी एंगे ेंगे ूंगी ूंगा ातीं नाओं नाएं ताओं ताएं ियाँ ियों ियां",
);

/** By the first letter of a word, `to` excluded. */
const RULES: readonly {
  readonly from: number;
  readonly to: number;
  readonly prefixes?: readonly string[];
  readonly endings?: Endings;
}[] = [
  { from: 0x370, to: 0x400, endings: GREEK },
  { from: 0x400, to: 0x530, endings: CYRILLIC },
  { from: 0x531, to: 0x590 },
  { from: 0x5d0, to: 0x5f0, prefixes: HEBREW_PREFIXES, endings: HEBREW },
  { from: 0x620, to: 0x750, prefixes: ARABIC_PREFIXES, endings: ARABIC },
  { from: 0x900, to: 0x980, endings: HINDI },
  { from: 0x980, to: 0xe00 },
  { from: 0x10d0, to: 0x1100 },
];
