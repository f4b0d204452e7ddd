import { looksLikeBlock } from "./literal-block.ts";

/** Where a string stands without quotes, which decides what it must not hold. */
export type BarePlace = "line" | "header" | "nested" | CellSeparator;

/** What may stand between the cells of a row. */
export type CellSeparator = "," | "|" | " " | "\t";

/**
 * Whether a string must be written in JSON quotes so that its bare form is not taken for anything else. `isText` says that
 * the place holds strings only, so that `17` and `true` are no danger.
 */
export function needsQuotes(text: string, place: BarePlace, isText = false): boolean {
  const hazards = hazardsOf(text);
  if ((hazards & (ALWAYS | PLACE_HAZARDS[place])) !== 0) return true;
  if ((hazards & OPENS_JSON) !== 0 && (!isText || place === "header")) return true;
  if (isText) return text === "null";
  return OTHER_VALUE.test(text) || (place === "header" && RANGE.test(text));
}

/** Whether fixed text may stand in a template in a header, at its beginning or end where so said. */
export function isTemplateText(text: string, ends: { first: boolean; last: boolean }): boolean {
  const probe = `${ends.first ? "" : "x"}${text}${ends.last ? "" : "x"}`;
  return (hazardsOf(probe) & (ALWAYS | HEADER | OPENS_JSON)) === 0;
}

/** `1..100` and `0..90/10` in a header: whole numbers from first to last, in steps. */
export const RANGE = /^(-?[0-9]+)\.\.(-?[0-9]+)(?:\/(-?[0-9]+))?$/;

/** A whole text that is a JSON number. */
export const JSON_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

const OTHER_VALUE = /^(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)$/;

const ALWAYS = 1;
const COMMA = 2;
const PIPE = 4;
const SPACE = 8;
const NESTED = 16;
const HEADER = 32;
/** Forbids nothing by itself. */
const LOOK_CLOSER = 64;
/** Begins like a container: no danger where only strings stand. */
const OPENS_JSON = 128;

const PLACE_HAZARDS: Readonly<Record<BarePlace, number>> = {
  line: 0,
  header: HEADER,
  nested: COMMA | NESTED,
  ",": COMMA,
  "|": PIPE,
  " ": SPACE,
  "\t": 0,
};

/** What each character forbids, by code; 0 for all from 128. */
const BY_CODE = new Uint8Array(128);
BY_CODE.fill(ALWAYS, 0, 32);
BY_CODE[127] = ALWAYS;
BY_CODE[" ".charCodeAt(0)] = SPACE;
BY_CODE[",".charCodeAt(0)] = COMMA | HEADER;
BY_CODE["|".charCodeAt(0)] = PIPE;
for (const character of ";)]>") BY_CODE[character.charCodeAt(0)] = NESTED | HEADER;
for (const character of '(["*') BY_CODE[character.charCodeAt(0)] = HEADER;
for (const character of "{}$?") BY_CODE[character.charCodeAt(0)] = LOOK_CLOSER;

/** Stand for something by themselves; the empty text does too. */
const SIGNS = "~-+";
const OPENS_OTHER = new Set(['"', "@", "*", "%"]);
const SURROGATE = /\p{Surrogate}/u;

function hazardsOf(text: string): number {
  if (isNeverBare(text)) return ALWAYS;
  let hazards = text[0] === "{" || text[0] === "[" ? OPENS_JSON : 0;
  let isPlain = true;
  let hasSurrogates = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) {
      const found = BY_CODE[code] as number;
      hazards |= found & ~LOOK_CLOSER;
      if ((found & LOOK_CLOSER) !== 0) isPlain = false;
    } else if (code >= 0xd800 && code <= 0xdfff) hasSurrogates = true;
  }
  if (hasSurrogates && SURROGATE.test(text)) return ALWAYS;
  return isPlain ? hazards : hazards | notationHazards(text);
}

/** Whether text would be taken for a sign, or loses something at its ends. */
function isNeverBare(text: string): boolean {
  if (text.length < 2 && SIGNS.includes(text)) return true;
  if (OPENS_OTHER.has(text.charAt(0))) return true;
  return text.trim().length !== text.length || looksLikeBlock(text);
}

/** What `$`, `?=` and braces forbid. */
function notationHazards(text: string): number {
  if (OPENS_REFERENCE.test(text)) return ALWAYS;
  let depth = 0;
  for (const character of text) {
    if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    if (depth < 0) return HEADER;
  }
  return depth !== 0 || text.includes("?=") ? HEADER : 0;
}

/** A `$` that would be read as the name of a column or of a shared text. */
const OPENS_REFERENCE = /\$[A-Za-z_{]/;
