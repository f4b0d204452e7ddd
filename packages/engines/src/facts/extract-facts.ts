import { FACT_TYPES, type FactType } from "@tokenpak/core";
import { type Alphabet, ASCII_ALPHABET, WIDE_ALPHABET } from "./fact-letters.ts";
import { MONTH_NAMES } from "./month-names.ts";

/** The distinct facts of a text by type. A fact counts once, under the first type that claims it. */
export type FactSets = Readonly<Record<FactType, ReadonlySet<string>>>;

const MONTHS =
  "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?";

const DATE =
  "\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?)?" +
  `|\\b(?:${MONTHS})\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?\\b|\\b\\d{1,2}(?:st|nd|rd|th)? (?:${MONTHS})\\.?(?:,? \\d{4})?\\b` +
  "|\\b\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: ?[AaPp][Mm])?\\b|\\b\\d{1,4}\\/\\d{1,2}\\/\\d{1,4}\\b";

/** Months of all languages, each with its first letter in either case. */
const ANY_MONTH = MONTH_NAMES.map((name) => {
  const capital = name.charAt(0).toUpperCase();
  return capital === name.charAt(0) ? name : `[${name.charAt(0)}${capital}]${name.slice(1)}`;
}).join("|");

/** `5. März 2024`, `5 de marzo de 2024`, `5 мая`; `2024年3月5日`, `2024년 3월 5일`, `5.3.2024`, in any digits. */
function dateElsewhere({ small, digits }: Alphabet): string {
  const digit = `[${digits}]`;
  const year = `${digit}{4}(?!${digit})`;
  const withName = `${digit}{1,2}(?:er|º|ª|\\.)? (?:de |d['’]|of )?(?:${ANY_MONTH})(?![${small}])(?:,? (?:de |del )?${year})?`;
  const ofEastAsia = `(?:${digit}{2,4} ?[年년] ?)?${digit}{1,2} ?[月월](?: ?${digit}{1,2} ?[日号號일])?`;
  const withStops = `${digit}{1,2}\\. ?${digit}{1,2}\\. ?${year}`;
  return `(?=${digit})(?<!${digit})(?:${withName}|${ofEastAsia}|(?<!\\.)${withStops})`;
}

/**
 * Digits; groups of three by comma, full stop, apostrophe, narrow space or the Arabic mark; decimals, by comma too where a unit
 * or a word follows.
 */
function numberIn({ capitals, small, digits }: Alphabet): string {
  const digit = `[${digits}]`;
  const group = `[,.'’\\u066c\\u00a0\\u202f\\u2009\\uff0c]${digit}{3}(?!${digit})`;
  const decimals = `[.\\u066b\\uff0e]${digit}{1,40}|,${digit}{1,2}(?=[ \\u00a0]?[%€$${capitals}${small}])`;
  return `(?=[-+${digits}])(?<![\\w.${digits}])[-+]?${digit}{1,40}(?:${group}){0,10}(?:${decimals})?(?:[eE][-+]?\\d{1,4})?[%\\u066a\\uff05]?`;
}

function nameIn({ capitals, small }: Alphabet): string {
  const rest = `[${capitals}${small}'’-]{1,40}`;
  const joined = " (?:of|de|van|von|the|da|di|del|der)";
  return `(?<=[${small},;'’")] )[${capitals}]${rest}(?:(?:${joined})? [${capitals}]${rest}){0,6}`;
}

/**
 * One pattern per type, tried in this order at each place; every repeat is bounded, so a scan is linear. What a pattern
 * claims, later ones do not see again.
 */
const PATTERNS: readonly (readonly [
  type: FactType,
  pattern: string | ((alphabet: Alphabet) => string),
])[] = [
  ["url", "\\b[a-z][a-z0-9+.-]{1,15}:\\/\\/[^\\s\"'<>()\\[\\]{}|\\\\^`]{1,1000}[\\w/#=&-]"],
  ["date", (alphabet) => `${DATE}|${dateElsewhere(alphabet)}`],
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
  ["number", numberIn],
  ["name", nameIn],
];

const IN_ASCII = anyFact(ASCII_ALPHABET);
const IN_ANY_SCRIPT = anyFact(WIDE_ALPHABET);

function anyFact(alphabet: Alphabet): RegExp {
  const groups = PATTERNS.map(([, pattern]) =>
    typeof pattern === "string" ? `(${pattern})` : `(${pattern(alphabet)})`,
  );
  return new RegExp(groups.join("|"), "g");
}

/**
 * The distinct facts that a text states: an extractor on its own, that no encoder or selector uses. Blind to meaning: a fact
 * is a form (a number, a date, a path), in any notation.
 */
export function extractFacts(text: string): FactSets {
  const sets = Object.fromEntries(FACT_TYPES.map((type) => [type, new Set<string>()])) as Record<
    FactType,
    Set<string>
  >;
  for (const match of text.matchAll(BEYOND_ASCII.test(text) ? IN_ANY_SCRIPT : IN_ASCII)) {
    const group = PATTERNS.findIndex((_, index) => match[index + 1] !== undefined);
    const type = PATTERNS[group]?.[0];
    if (type !== undefined) sets[type].add(normalise(type, match[0]));
  }
  return sets;
}

/** Where it finds nothing, the smaller pattern finds the same, faster. */
const BEYOND_ASCII = /[\u0080-\uffff]/;

/** The comma before a group of three digits. */
const GROUP_COMMA = /,(?=\d{3}(?!\d))/g;

function normalise(type: FactType, fact: string): string {
  if (type === "quoted") return fact.slice(1, -1);
  if (type === "number") return fact.replace(/^\+/, "").replace(GROUP_COMMA, "");
  return fact.trim();
}
