import type { HereDocuments } from "../here-documents.ts";
import { expectsValue, goesOn, type RubyToken, type RubyTokenKind } from "./ruby-token.ts";

/** Where a scan stands. */
export interface RubyState {
  readonly text: string;
  at: number;
  readonly tokens: RubyToken[];
  /** The token before, also one inside of a string's `#{`, which is not kept. */
  last: RubyToken | undefined;
  readonly comments: Set<number>;
  /** Strings that are open, innermost last. */
  readonly strings: RubyString[];
  readonly here: HereDocuments;
  broken: boolean;
  spaced: boolean;
}

/** A string, regular expression or list of words that is open. */
export interface RubyString {
  readonly from: number;
  readonly close: string;
  /** The bracket that nests in it, where it is closed by one. */
  readonly open: string | undefined;
  readonly interpolates: boolean;
  readonly broken: boolean;
  readonly spaced: boolean;
  /** Brackets of its own that are open in its text. */
  depth: number;
  /** Braces that are open in its `#{`; its text goes on at 0. */
  braces: number;
}

/** Ends a token; inside of a string it is not kept. */
export function pushRubyToken(state: RubyState, end: number, kind: RubyTokenKind): void {
  pushRubyTokenFrom(state, { from: state.at, end, kind });
}

interface TokenEnds {
  readonly from: number;
  readonly end: number;
  readonly kind: RubyTokenKind;
}

/** The same for a token that began before. */
export function pushRubyTokenFrom(state: RubyState, { from, end, kind }: TokenEnds): void {
  const { text, last } = state;
  const isChain = /^(?:\.(?!\.)|&\.)/.test(text.slice(from, from + 2));
  const token: RubyToken = {
    text: text.slice(from, end),
    kind,
    starts: (state.broken && !goesOn(last) && !isChain) || last?.text === ";",
    spaced: state.spaced,
    at: from,
  };
  state.last = token;
  if (state.strings.length === 0) state.tokens.push(token);
  state.at = end;
  state.broken = false;
  state.spaced = false;
}

/** Whether what comes may begin a literal: where a value is expected, or as the argument of a call without brackets. */
export function mayBeginLiteral(state: RubyState, length: number): boolean {
  const { last, text, at, spaced } = state;
  if (state.broken && !goesOn(last)) return true;
  if (expectsValue(last)) return true;
  if (!spaced || !(last?.kind === "name" || /^(?:super|yield)$/.test(last?.text ?? "")))
    return false;
  return !/[\s=]/.test(text[at + length] ?? " ");
}
