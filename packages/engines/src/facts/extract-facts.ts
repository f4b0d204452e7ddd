import { FACT_TYPES, type FactType } from "@tokenpak/core";

/** The distinct facts of a text by type. A fact counts once, under the first type that claims it. */
export type FactSets = Readonly<Record<FactType, ReadonlySet<string>>>;

const MONTHS =
  "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?";

/**
 * One pattern per type, tried in this order at each place; every repeat is bounded, so a scan is linear. What a pattern
 * claims, later ones do not see again.
 */
const PATTERNS: readonly (readonly [type: FactType, pattern: string])[] = [
  ["url", "\\b[a-z][a-z0-9+.-]{1,15}:\\/\\/[^\\s\"'<>()\\[\\]{}|\\\\^`]{1,1000}[\\w/#=&-]"],
  [
    "date",
    "\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?" +
      `|\\b(?:${MONTHS})\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?\\b|\\b\\d{1,2}(?:st|nd|rd|th)? (?:${MONTHS})\\.?(?:,? \\d{4})?\\b` +
      "|\\b\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: ?[AaPp][Mm])?\\b|\\b\\d{1,4}\\/\\d{1,2}\\/\\d{1,4}\\b",
  ],
  [
    "hash",
    "\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b|\\b(?=[0-9a-f]{0,63}\\d)(?=[0-9a-f]{0,63}[a-f])[0-9a-f]{7,128}\\b",
  ],
  [
    "error",
    "\\b[A-Z][A-Za-z]{0,60}(?:Error|Exception)\\b(?:: [^\\n]{1,300})?|\\b(?:ERROR|FATAL|CRITICAL|PANIC|error|fatal|panic)\\b:? [^\\n]{1,300}",
  ],
  [
    "path",
    "(?<![\\w/])(?:[A-Za-z]:\\\\|~?\\/|\\.{1,2}\\/)?(?:[\\w.@+-]{1,100}[\\/\\\\]){1,30}[\\w.@+-]{0,100}\\w",
  ],
  ["quoted", '"[^"\\n]{1,200}"|`[^`\\n]{1,200}`'],
  [
    "identifier",
    "\\b[A-Za-z$][A-Za-z0-9$]{0,80}(?:_[A-Za-z0-9$]{1,80}){1,20}\\b|\\b[a-z$][a-z0-9]{0,60}[A-Z][A-Za-z0-9]{0,120}\\b|\\b[A-Z][a-z0-9]{1,60}(?:[A-Z][a-z0-9]{1,60}){1,20}\\b|\\b[A-Za-z_$][\\w$]{0,80}(?=\\()",
  ],
  ["key", "(?<=^|\\n|[{,;]\\s{0,8})[ \\t]{0,16}[A-Za-z_][\\w.-]{0,60}(?=\\s{0,2}[:=](?!=))"],
  ["number", "(?<![\\w.])[-+]?\\d{1,40}(?:,\\d{3}){0,10}(?:\\.\\d{1,40})?(?:[eE][-+]?\\d{1,4})?%?"],
  [
    "name",
    "(?<=[a-z,;'’\")] )[A-Z][a-zA-ZÀ-ɏ'’-]{1,40}(?: (?:of|de|van|von|the) [A-Z][a-zA-ZÀ-ɏ'’-]{1,40}| [A-Z][a-zA-ZÀ-ɏ'’-]{1,40}){0,6}",
  ],
];

const ANY_FACT = new RegExp(PATTERNS.map(([, pattern]) => `(${pattern})`).join("|"), "g");

/**
 * The distinct facts that a text states: an extractor on its own, that no encoder or selector uses. Blind to meaning: a fact
 * is a form (a number, a date, a path), in any notation.
 */
export function extractFacts(text: string): FactSets {
  const sets = Object.fromEntries(FACT_TYPES.map((type) => [type, new Set<string>()])) as Record<
    FactType,
    Set<string>
  >;
  for (const match of text.matchAll(ANY_FACT)) {
    const group = PATTERNS.findIndex((_, index) => match[index + 1] !== undefined);
    const type = PATTERNS[group]?.[0];
    if (type !== undefined) sets[type].add(normalise(type, match[0]));
  }
  return sets;
}

function normalise(type: FactType, fact: string): string {
  if (type === "quoted") return fact.slice(1, -1);
  if (type === "number") return fact.replace(/^\+/, "").replaceAll(",", "");
  return fact.trim();
}
