import { contentHash } from "./content-hash.ts";
import type { Ref } from "./ref.ts";

/**
 * The first line of an encoded or lossy output:
 *
 *     [tp:3fa9c1d2e4 json1=5b1d02ac]          exact: `unpack` decodes it
 *     // [tp:3fa9c1d2e4 code1~5b1d02ac]       lossy, inside a comment
 *     [tp:3fa9c1d2e4 text1~5b1d02ac ....]     lossy, with four dots as its marker sigil
 *     [tp:3fa9c1d2e4 text1~5b1d02ac 65.]      lossy, with 65 dots as its marker sigil
 *
 * that is the ref of the original, codec and version, `=` or `~`, 8 hex digits of the SHA-256 of everything else in the
 * output, and the sigil of its markers where that is not three dots: itself, or from 65 dots on their number.
 */
export interface EnvelopeHeader {
  /** Lower-case letters. */
  readonly codec: string;
  /** From 1. */
  readonly version: number;
  readonly ref: Ref;
  /** Whether `unpack` can decode the body. */
  readonly exact: boolean;
  /** What a marker begins with: three dots or more. */
  readonly sigil: string;
  /** Comment syntax around the envelope, for example `["// ", ""]` or `["<!-- ", " -->"]`; `["", ""]` for none. */
  readonly comment: CommentSyntax;
}

/** What stands before and after a comment on one line. */
export type CommentSyntax = readonly [open: string, close: string];

/** A parsed, valid envelope and the body below it. */
export interface Envelope extends EnvelopeHeader {
  readonly body: string;
}

/** The default marker sigil. */
export const DEFAULT_SIGIL = "...";

/** No comment syntax: the envelope and markers stand bare on their lines. */
export const NO_COMMENT: CommentSyntax = ["", ""];

const FIRST_LINE =
  /^(\/\/ |# |-- |\/\* |<!-- )?\[(tp:[0-9a-f]{4,64}) ([a-z]{1,16})([1-9]\d{0,3})([=~])([0-9a-f]{8})(?: (\.{4,64}|[1-9]\d{1,4}\.))?\]( \*\/| -->)?$/;

/** Puts an envelope over a body. The body may be empty: the envelope then stands alone. */
export function wrapEnvelope(header: EnvelopeHeader, body: string): string {
  const { codec, version, ref, exact, sigil, comment } = header;
  const name = `${codec}${version}${exact ? "=" : "~"}`;
  const suffix = sigil === DEFAULT_SIGIL ? "" : ` ${nameOfSigil(sigil)}`;
  const digits = checkDigits(`${ref} ${name}${suffix}`, body);
  const line = `${comment[0]}[${ref} ${name}${digits}${suffix}]${comment[1]}`;
  return body === "" ? line : `${line}\n${body}`;
}

/** The envelope of a text, or `undefined` where its first line is none or its hash does not match the rest. */
export function parseEnvelope(text: string): Envelope | undefined {
  const end = text.indexOf("\n");
  const match = FIRST_LINE.exec(
    text.slice(0, end < 0 ? Math.min(text.length, 400) : Math.min(end, 400)),
  );
  if (match === null) return undefined;
  const [
    line,
    open = "",
    ref = "",
    codec = "",
    version = "",
    mode = "",
    digits,
    named,
    close = "",
  ] = match;
  if (end >= 0 ? line.length !== end : line.length !== text.length) return undefined;
  const body = end < 0 ? "" : text.slice(end + 1);
  const sigil = named === undefined ? DEFAULT_SIGIL : sigilOfName(named);
  if (named !== undefined && nameOfSigil(sigil) !== named) return undefined;
  const suffix = named === undefined ? "" : ` ${named}`;
  if (checkDigits(`${ref} ${codec}${version}${mode}${suffix}`, body) !== digits) return undefined;
  return {
    codec,
    version: Number(version),
    ref: ref as Ref,
    exact: mode === "=",
    sigil,
    comment: [open, close],
    body,
  };
}

/** Dots that an envelope writes out; of more it says how many, `65.`. */
const MOST_DOTS = 64;

function nameOfSigil(sigil: string): string {
  return sigil.length <= MOST_DOTS ? sigil : `${sigil.length}.`;
}

function sigilOfName(name: string): string {
  return name.startsWith(".") ? name : ".".repeat(Number(name.slice(0, -1)));
}

function checkDigits(header: string, body: string): string {
  return contentHash(`${header}\n${body}`).slice(0, 8);
}
