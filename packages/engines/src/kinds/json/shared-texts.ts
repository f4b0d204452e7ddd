import type { TokenCounter } from "@tokenpak/core";
import { isTemplateText } from "./bare-text.ts";
import { MAX_SHARED_TEXT } from "./format-limits.ts";

/** Texts that many strings of a document begin with, each under a short name, longest first. */
export type SharedTexts = readonly SharedText[];

/** One shared beginning: `$name` stands for it. */
export interface SharedText {
  readonly name: string;
  readonly text: string;
}

/** How often each string is going to be written. */
export class StringTally {
  readonly #prefixes = new Map<string, number>();

  /** Counts a string by its beginnings that end at a slash, and whole. */
  add(text: string): void {
    if (text.length < MIN_LENGTH || this.#prefixes.size > MAX_PREFIXES) return;
    const whole = text.length <= MAX_SHARED_TEXT ? text.length : 0;
    let cuts = 0;
    for (let at = text.indexOf("/"); at >= 0 && at < MAX_SHARED_TEXT && cuts < MAX_CUTS; cuts++) {
      if (at >= MIN_LENGTH && at !== whole) this.#count(text.slice(0, at));
      at = text.indexOf("/", at + 1);
    }
    if (whole > 0) this.#count(text);
  }

  /** The beginnings that save more than naming them costs. Names avoid `taken`. */
  choose(taken: ReadonlySet<string>, counter: TokenCounter): SharedTexts {
    const candidates: Candidate[] = [];
    for (const [text, count] of this.#prefixes) {
      if (count < 2 || gainOf(text.length, count) <= 0 || !isNameable(text)) continue;
      candidates.push({ text, count, base: 0, tokens: text.length / CHARACTERS_PER_TOKEN });
    }
    candidates.sort(byGain);
    candidates.length = Math.min(candidates.length, MAX_CANDIDATES);
    if (counter.exact) for (const each of candidates) each.tokens = counter.count(each.text);
    const chosen: string[] = [];
    while (chosen.length < MAX_SHARED) {
      const best = takeBest(candidates);
      if (best === undefined) break;
      chosen.push(best.text);
      for (const other of candidates) adjust(other, best);
    }
    return named(chosen, taken);
  }

  #count(text: string): void {
    this.#prefixes.set(text, (this.#prefixes.get(text) ?? 0) + 1);
  }
}

/** A string with its longest shared beginning replaced by that one's name. */
export function shorten(text: string, shared: SharedTexts): string {
  for (const { name, text: start } of shared) {
    if (!text.startsWith(start)) continue;
    const rest = text.slice(start.length);
    return /^[\w.]/.test(rest) ? `\${${name}}${rest}` : `$${name}${rest}`;
  }
  return text;
}

interface Candidate {
  readonly text: string;
  count: number;
  tokens: number;
  /** Characters at its beginning that a chosen shorter text covers already. */
  base: number;
}

const MIN_LENGTH = 10;
const MAX_CUTS = 10;
const MAX_PREFIXES = 200_000;
const MAX_CANDIDATES = 300;
const MAX_SHARED = 26;
/** Measured on o200k_base: characters of a URL or path a token. */
const CHARACTERS_PER_TOKEN = 3.6;

const NAME_TOKENS = 1.7;
const LEGEND_TOKENS = 4;

function gainOf(length: number, count: number): number {
  return (count - 1) * (length / CHARACTERS_PER_TOKEN - NAME_TOKENS) - LEGEND_TOKENS;
}

function gainOfCandidate({ text, count, base, tokens }: Candidate): number {
  const own = (tokens * (text.length - base)) / text.length;
  return (count - 1) * (own - NAME_TOKENS) - LEGEND_TOKENS - (base > 0 ? NAME_TOKENS : 0);
}

function byGain(left: Candidate, right: Candidate): number {
  const difference = gainOfCandidate(right) - gainOfCandidate(left);
  return difference === 0 ? compare(left.text, right.text) : difference;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function takeBest(candidates: Candidate[]): Candidate | undefined {
  let best: Candidate | undefined;
  for (const candidate of candidates) {
    if (candidate.count < 2 || gainOfCandidate(candidate) <= 0) continue;
    if (best === undefined || byGain(candidate, best) < 0) best = candidate;
  }
  if (best !== undefined) candidates.splice(candidates.indexOf(best), 1);
  return best;
}

/** After a choice: what begins with it is partly covered, and its own beginnings lose its strings but one. */
function adjust(other: Candidate, chosen: Candidate): void {
  if (other.text.startsWith(chosen.text)) other.base = Math.max(other.base, chosen.text.length);
  else if (chosen.text.startsWith(other.text)) other.count -= chosen.count - 1;
}

function isNameable(text: string): boolean {
  return isTemplateText(text, { first: true, last: true });
}

function named(texts: readonly string[], taken: ReadonlySet<string>): SharedTexts {
  const sorted = [...texts].sort((a, b) => b.length - a.length || compare(a, b));
  let next = 0;
  return sorted.map((text) => {
    let name = nameOf(next++);
    while (taken.has(name)) name = nameOf(next++);
    return { name, text };
  });
}

function nameOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
}
