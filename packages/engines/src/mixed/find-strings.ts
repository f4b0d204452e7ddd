import type { ContentKind } from "@tokenpak/core";
import { kindOfText } from "../detect/kind-of-text.ts";
import { JsonScanner } from "../kinds/json/json-scanner.ts";

/** A string of a JSON document that is a content of its own. */
export interface ContentString {
  /** UTF-16 offsets of its lexeme, quotes included. */
  readonly from: number;
  readonly to: number;
  /** Its characters, escapes resolved. */
  readonly text: string;
  readonly kind: ContentKind;
  readonly language?: string | undefined;
}

/** Shorter lexemes are left where they are. */
const LEAST_CHARACTERS = 600;
/** More are not looked at: then it is a table of texts, not an answer that holds one. */
const MOST_STRINGS = 40;
/** Which part of the document they must be for it to be about them. */
const LEAST_SHARE = 0.5;

/**
 * The strings of a JSON document that hold a log, a patch, a listing, or another document, where most of it is in such
 * strings. Empty for any other text.
 */
export function contentStrings(text: string): readonly ContentString[] {
  if (text.length < LEAST_CHARACTERS || text.includes('"[string ')) return [];
  const found: ContentString[] = [];
  let characters = 0;
  for (const string of longStrings(text) ?? []) {
    const isPlain = isWellFormed(string.text) && !hidesText(text.slice(string.from, string.to));
    const detected = isPlain ? kindOfText(string.text) : undefined;
    if (detected === undefined || detected.kind === "text") continue;
    const { kind, language } = detected;
    found.push({ ...string, kind, language });
    characters += string.to - string.from;
  }
  return characters >= text.length * LEAST_SHARE ? found : [];
}

/** The long strings of a document; `undefined` for too many of them, and for what is no JSON. */
function longStrings(text: string): Pick<ContentString, "from" | "to" | "text">[] | undefined {
  const scanner = new JsonScanner(text);
  const strings: Pick<ContentString, "from" | "to" | "text">[] = [];
  for (let token = scanner.next(); token !== "end"; token = scanner.next()) {
    if (token === "error") return undefined;
    const { from, to } = scanner;
    if (token !== "string" || to - from < LEAST_CHARACTERS) continue;
    if (strings.length === MOST_STRINGS) return undefined;
    strings.push({ from, to, text: scanner.value() });
  }
  return strings;
}

/** Whether letters, digits, dots or spaces are written as escapes: what reads like a marker is then not seen in the document. */
function hidesText(lexeme: string): boolean {
  return /\\u00(?:2e|20|3\d|[4-7][\da-f])/i.test(lexeme);
}

/** Whether a string has no half of a surrogate pair: what `JSON.stringify` would write for one is an escape. */
function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}
