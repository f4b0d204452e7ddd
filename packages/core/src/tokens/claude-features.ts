import type { BytePairEncoder } from "./byte-pair-encoder.ts";
import { CHARACTER_CLASSES, classAt, LETTER, widthOf } from "./character-classes.ts";
import { encodeUtf8 } from "./utf8-text.ts";

/** What the estimate for Claude is a sum over, of a text cut into o200k_base's pieces and tokens. */
export interface ClaudeFeatures {
  /** Tokens in ASCII pieces with a letter. */
  wordTokens: number;
  /** Those pieces. */
  words: number;
  /** Those of them that begin with a letter: at a line's start, after a number, inside `camelCase`. */
  bareWords: number;
  /** Those of them that begin with a sign other than a space: `.name`, `_part`, `(call`. */
  joinedWords: number;
  /** Tokens in pieces of digits. */
  numberTokens: number;
  /** Tokens in ASCII pieces of other signs. */
  symbolTokens: number;
  /** Those pieces. */
  symbols: number;
  /** Those of them that take the line break after them in. */
  lineEndingSymbols: number;
  /** Tokens in pieces of white space. */
  spaceTokens: number;
  /** Line feeds in those. */
  lineFeeds: number;
  /** Tokens in pieces of signs that are not all ASCII. */
  wideSymbolTokens: number;
  /** Tokens in pieces with a letter where not all is ASCII. */
  wideWordTokens: number;
}

const { number, newline, other, mark } = CHARACTER_CLASSES;
const SYMBOL: number = other | mark;
const WIDE = 0x100;
const SPACE = 0x20;
const LINE_FEED = 0x0a;

/** Measures `text` with o200k_base's encoder, in linear time. */
export function claudeFeatures(encoder: BytePairEncoder, text: string): ClaudeFeatures {
  const features = noFeatures();
  const { bytes, end } = encodeUtf8(text);
  for (let from = 0; from < end; ) {
    const to = encoder.scan(bytes, from);
    const found = classesIn(bytes, from, to);
    const tokens = encoder.countPiece(bytes, from, to);
    if ((found & LETTER) !== 0) addWord(features, tokens, { found, first: bytes[from] as number });
    else if ((found & number) !== 0) features.numberTokens += tokens;
    else if ((found & SYMBOL) !== 0) addSymbol(features, tokens, found);
    else {
      features.spaceTokens += tokens;
      features.lineFeeds += lineFeedsIn(bytes, from, to);
    }
    from = to;
  }
  return features;
}

function addWord(
  features: ClaudeFeatures,
  tokens: number,
  { found, first }: { readonly found: number; readonly first: number },
): void {
  if ((found & WIDE) !== 0) {
    features.wideWordTokens += tokens;
    return;
  }
  features.wordTokens += tokens;
  features.words++;
  if (isAsciiLetter(first)) features.bareWords++;
  else if (first !== SPACE) features.joinedWords++;
}

function addSymbol(features: ClaudeFeatures, tokens: number, found: number): void {
  if ((found & WIDE) !== 0) {
    features.wideSymbolTokens += tokens;
    return;
  }
  features.symbolTokens += tokens;
  features.symbols++;
  if ((found & newline) !== 0) features.lineEndingSymbols++;
}

/** The classes of the characters in a piece, and {@link WIDE} where one of them is not ASCII. */
function classesIn(bytes: Uint8Array, from: number, to: number): number {
  let found = 0;
  for (let index = from; index < to; ) {
    const byte = bytes[index] as number;
    found |= classAt(bytes, index);
    if (byte >= 0x80) found |= WIDE;
    index += widthOf(byte);
  }
  return found;
}

function lineFeedsIn(bytes: Uint8Array, from: number, to: number): number {
  let feeds = 0;
  for (let index = from; index < to; index++) if (bytes[index] === LINE_FEED) feeds++;
  return feeds;
}

function isAsciiLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function noFeatures(): ClaudeFeatures {
  return {
    wordTokens: 0,
    words: 0,
    bareWords: 0,
    joinedWords: 0,
    numberTokens: 0,
    symbolTokens: 0,
    symbols: 0,
    lineEndingSymbols: 0,
    spaceTokens: 0,
    lineFeeds: 0,
    wideSymbolTokens: 0,
    wideWordTokens: 0,
  };
}
