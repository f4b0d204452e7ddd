import { parseMarkers } from "@tokenpak/core";

/** What is looked for in a text: forms that a reader would miss, by an extractor that no part of the engine uses. */
export const STATED = ["numbers", "dates", "names", "negations", "urls"] as const;

/** One of {@link STATED}. */
export type StatedType = (typeof STATED)[number];

/** The distinct facts of a text, by type, as they are written there. */
export type StatedFacts = Readonly<Record<StatedType, ReadonlySet<string>>>;

const MONTH =
  "(?:January|February|March|April|May|June|July|August|September|October|November|December)";

const NUMBER =
  /(?<![\p{L}\p{N}_])\p{N}(?:[\p{N}.,:]{0,30}\p{N})?(?:st|nd|rd|th|s)?(?![\p{L}\p{N}_])(?: ?%)?/gu;
const DATE = new RegExp(
  `\\d{4}-\\d{2}-\\d{2}|\\b\\d{1,2}(?:st|nd|rd|th)? ${MONTH}(?:,? \\d{4})?|\\b${MONTH} \\d{1,2}(?:st|nd|rd|th)?\\b(?:,? \\d{4})?|\\b${MONTH} \\d{4}\\b`,
  "gu",
);
const CAPITALISED = "\\p{Lu}[\\p{L}\\p{N}.'’&-]{0,40}[\\p{L}\\p{N}]";
const NAME = new RegExp(
  `(?<![\\p{L}\\p{N}])${CAPITALISED}(?: (?:(?:of|de|la|van|von|the|del) )?${CAPITALISED}){0,6}`,
  "gu",
);
/** Words that begin sentences, whatever they are elsewhere. */
const OPENERS = new Set(
  "A After All An And Are As At Because Before Both But By Can Did Do Does During Each For From Had Has Have He Her His How However I If In Is It Its Many Most My No Not Of On One Or Our She Since So Some Such Than That The Their Then There These They This Those To Under Until Was We Were What When Where Which While Who Why Will With You Your".split(
    " ",
  ),
);

/** The word before, a word that denies or excludes, and the word behind: half of it says nothing. */
const NEGATION =
  /(?:[\p{L}\p{N}'’-]{1,40} )?(?<![\p{L}\p{N}])(?:not|never|no|none|nor|neither|cannot|without|except|unless|must|[a-z]{2,8}n['’]t)(?![\p{L}\p{N}])(?: [\p{L}\p{N}'’-]{1,40})?/giu;
const URL = /\bhttps?:\/\/[^\s<>()[\]"'`]{1,300}[^\s<>()[\]"'`.,;:]/g;

/** The facts that a text states. */
export function statedFacts(text: string): StatedFacts {
  return {
    numbers: new Set(text.match(NUMBER)),
    dates: new Set(text.match(DATE)),
    names: namesOf(text),
    negations: new Set(text.match(NEGATION)),
    urls: new Set(text.match(URL)),
  };
}

/**
 * Capitalised words in mid-sentence, as long as the run goes. A run that begins a sentence counts without its first word,
 * unless that word stands capitalised in mid-sentence elsewhere.
 */
function namesOf(text: string): ReadonlySet<string> {
  const found = [...text.matchAll(NAME)].map(({ 0: name, index }) => ({
    name,
    opens: opensSentence(text, index),
  }));
  const known = new Set(
    found.filter(({ opens }) => !opens).flatMap(({ name }) => name.split(/\s/)),
  );
  const names = new Set<string>();
  for (const { name, opens } of found) {
    const first = name.split(/\s/, 1)[0] ?? "";
    const isName = !opens || (known.has(first) && !OPENERS.has(first));
    const rest = isName ? name : name.slice(first.length).trim();
    const proper = rest.replace(/^(?:(?:of|de|la|van|von|the|del)\s)+/u, "");
    if (proper !== "") names.add(proper);
  }
  return names;
}

function opensSentence(text: string, at: number): boolean {
  let before = at;
  while (before > 0 && /[\s"'“‘([*_#>-]/u.test(text.charAt(before - 1))) {
    if (text.charAt(before - 1) === "\n") return true;
    before--;
  }
  return before === 0 || /[.!?:;|]/u.test(text.charAt(before - 1));
}

/** Whether a fact of the source stands in an output, as a whole; runs of white space are all one. */
export function stands(fact: string, output: string): boolean {
  for (let at = output.indexOf(fact); at >= 0; at = output.indexOf(fact, at + 1)) {
    const isWhole =
      !isJoined(output.charAt(at - 1), fact.charAt(0)) &&
      !isJoined(fact.charAt(fact.length - 1), output.charAt(at + fact.length));
    if (isWhole) return true;
  }
  return false;
}

function isJoined(left: string, right: string): boolean {
  return /[\p{L}\p{N}_]/u.test(left) && /[\p{L}\p{N}_]/u.test(right);
}

/** What an output says of its source: without envelope and markers, whose figures are not the source's. */
export function sourceTextOf(output: string): string {
  const ours = new Set(parseMarkers(output).map(({ outputLine }) => outputLine));
  const lines = output.split("\n");
  const isEnvelope = /^\S{0,5}\s?\[tp:/.test(lines[0] ?? "");
  return lines
    .filter((_, index) => !ours.has(index + 1) && !(index === 0 && isEnvelope))
    .join("\n");
}
