import { chooseSigil, NO_COMMENT, type Omission } from "@tokenpak/core";
import { preservedSpans } from "../select/preserve.ts";
import { rankWords, type WordGroup } from "../select/surprisal/rank-words.ts";
import type { SpokenWord } from "../select/surprisal/read-words.ts";
import { statementsOf } from "../select/surprisal/statements.ts";
import { UNIT_TIERS } from "../select/unit.ts";
import { type Candidate, type LadderContext, lossyEnvelope } from "./candidate.ts";
import { checkWords } from "./check-words.ts";
import { fitCuts } from "./fit-units.ts";
import type { RungRequest } from "./kind-processor.ts";
import type { Source } from "./source.ts";

/** Rounds of correcting by exact counts. */
const ROUNDS = 6;

/** With a query, words are chosen from a selection by it of this many times the limit. */
const COARSE = 2;

/**
 * The most telling words of a text, as many as `maxTokens` allows: names, numbers, dates and denials whole, then words by how rare
 * they are, those said before discounted. What `preserve` names always stays; the newest turn and reports of errors come first.
 * Gaps are not marked; the report names them. `undefined` where not a word fits.
 */
export function fitWords(
  context: LadderContext,
  request: RungRequest,
  maxTokens: number,
): Candidate | undefined {
  const { kind, source, bare } = context;
  const comment = kind.comment?.(source) ?? NO_COMMENT;
  // Words that stood apart in the source may stand together as what reads like a marker: there are none of ours.
  const write = (body: string): string =>
    bare ? body : lossyEnvelope(context, { comment, sigil: chooseSigil(body) }, body);
  const chosen = chooseWords(context, request, { maxTokens, write });
  if (chosen === undefined) return undefined;
  const { words, kept, body, tokens } = chosen;
  return {
    kind,
    level: "words",
    grade: "word-subsequence",
    text: write(body),
    tokens,
    verify: () => checkWords(source.text, body),
    omissions: () => omissionsOf(source, words, kept),
  };
}

interface Limit {
  readonly maxTokens: number;
  write(body: string): string;
}

interface Chosen {
  readonly words: readonly SpokenWord[];
  readonly kept: Uint8Array;
  readonly body: string;
  readonly tokens: number;
}

function chooseWords(
  context: LadderContext,
  request: RungRequest,
  { maxTokens, write }: Limit,
): Chosen | undefined {
  const { source } = context;
  const { counter } = source;
  const stated = statementsOf(source.text, { joinsMarkup: true });
  const { words } = stated;
  const costs = costsOf(source, words);
  const wholes = wholesOf(context, words);
  const urgencyOf = urgencies(context, request, { words, wholes, maxTokens });
  const groups = rankWords(stated, { costs, urgencyOf, wholes });
  const kept = new Uint8Array(words.length);
  const filling = new Filling(groups, { kept, costs });
  filling.add(maxTokens - counter.count(write("")));
  for (let round = 0; ; round++) {
    const body = joined(source.text, words, kept);
    const tokens = counter.count(write(body));
    const left = maxTokens - tokens;
    const isLast = round >= ROUNDS || left <= maxTokens * 0.01;
    if (left >= 0 && (isLast || !filling.add(left))) {
      const isEmpty =
        body === "" || words.some((_, at) => urgencyOf(at) === MUST && kept[at] === 0);
      return isEmpty ? undefined : { words, kept, body, tokens };
    }
    if (left < 0 && !filling.drop(-left)) return undefined;
  }
}

/** Stretches that the kind keeps whole, as their words. */
function wholesOf({ kind, source }: LadderContext, words: readonly SpokenWord[]): WordGroup[] {
  const wholes: WordGroup[] = [];
  let next = 0;
  for (const { from, to } of kind.wholes?.(source) ?? []) {
    while (next < words.length && (words[next] as SpokenWord).to <= from) next++;
    const first = next;
    while (next < words.length && (words[next] as SpokenWord).from < to) next++;
    if (next > first) wholes.push({ first, last: next - 1 });
  }
  return wholes;
}

/** What is named by `preserve` must stay. */
const MUST = 3;
/** Reports of errors and the newest turn, then headings and the like. */
const SOON = 2;
const STRUCTURE = 1;

interface Ranked {
  readonly words: readonly SpokenWord[];
  readonly wholes: readonly WordGroup[];
  readonly maxTokens: number;
}

/** How early each word comes: preserved, in units that come before all others, any other, and -1 for what the query left out. */
function urgencies(
  context: LadderContext,
  request: RungRequest,
  { words, wholes, maxTokens }: Ranked,
): (word: number) => number {
  const { source, kind } = context;
  const preserved = preservedSpans(source.text, request.preserve);
  const units = kind.units?.(source, request) ?? [];
  const cuts =
    request.query === undefined ? [] : (fitCuts(context, request, maxTokens * COARSE)?.cuts ?? []);
  const unitAt = walker(units);
  const cutAt = walker(cuts);
  const structure = new Set(wholes.map(({ first }) => words[first]?.from));
  const urgency = Int8Array.from(words, ({ from, to }) => {
    if (preserved.touches(from, to)) return MUST;
    if ((cutAt(from)?.from ?? Number.POSITIVE_INFINITY) < to) return -1;
    const tier = unitAt(from)?.tier ?? UNIT_TIERS.rest;
    if (tier <= UNIT_TIERS.error) return SOON;
    return tier === UNIT_TIERS.structure && structure.has(from) ? STRUCTURE : 0;
  });
  return (at) => urgency[at] as number;
}

/** Answers for offsets that do not fall: the first stretch that ends behind one. */
function walker<T extends { readonly to: number }>(
  stretches: readonly T[],
): (offset: number) => T | undefined {
  let next = 0;
  return (offset) => {
    while ((stretches[next]?.to ?? Number.POSITIVE_INFINITY) <= offset) next++;
    return stretches[next];
  };
}

/** Tokens of each word behind a space; each distinct word is counted once. */
function costsOf({ text, counter }: Source, words: readonly SpokenWord[]): Float64Array {
  const known = new Map<string, number>();
  return Float64Array.from(words, ({ from, to }) => {
    const word = text.slice(from, to);
    let cost = known.get(word);
    if (cost === undefined) {
      cost = counter.count(` ${word}`);
      known.set(word, cost);
    }
    return cost;
  });
}

/** Takes groups of words in order, and gives the last ones back. */
class Filling {
  readonly #groups: readonly WordGroup[];
  readonly #kept: Uint8Array;
  readonly #costs: Float64Array;
  /** Words in the order in which they were added, and where each group begins among them. */
  readonly #added: number[] = [];
  readonly #begins: number[] = [];
  #next = 0;

  constructor(
    groups: readonly WordGroup[],
    { kept, costs }: { readonly kept: Uint8Array; readonly costs: Float64Array },
  ) {
    this.#groups = groups;
    this.#kept = kept;
    this.#costs = costs;
  }

  /** Adds groups worth at most `budget` tokens; answers whether there were any. */
  add(budget: number): boolean {
    let left = budget;
    const before = this.#begins.length;
    for (; this.#next < this.#groups.length; this.#next++) {
      const { first, last } = this.#groups[this.#next] as WordGroup;
      let cost = 0;
      for (let at = first; at <= last; at++) {
        if (this.#kept[at] === 0) cost += this.#costs[at] as number;
      }
      if (cost > left) break;
      if (cost === 0) continue;
      left -= cost;
      this.#begins.push(this.#added.length);
      for (let at = first; at <= last; at++) {
        if (this.#kept[at] === 0) this.#added.push(at);
        this.#kept[at] = 1;
      }
    }
    return this.#begins.length > before;
  }

  /** Gives the last groups back, at least `tokens` worth; answers whether there were any. */
  drop(tokens: number): boolean {
    let freed = 0;
    while (freed < tokens) {
      const begin = this.#begins.pop();
      if (begin === undefined) return freed > 0;
      for (const at of this.#added.splice(begin)) {
        this.#kept[at] = 0;
        freed += this.#costs[at] as number;
      }
    }
    return true;
  }
}

/**
 * The kept words: between neighbours their own white space, over a gap one line break and the indentation behind it where it held
 * one, else one space.
 */
function joined(text: string, words: readonly SpokenWord[], kept: Uint8Array): string {
  const parts: string[] = [];
  let last = -1;
  for (const [at, { from, to }] of words.entries()) {
    if (kept[at] === 0) continue;
    if (last >= 0) {
      const gap = text.slice((words[last] as SpokenWord).to, from);
      parts.push(last === at - 1 ? gap : separatorFor(gap));
    }
    parts.push(text.slice(from, to));
    last = at;
  }
  return parts.join("");
}

function separatorFor(gap: string): string {
  const lineBreak = Math.max(gap.lastIndexOf("\n"), gap.lastIndexOf("\r"));
  if (lineBreak < 0) return " ";
  const indent = gap.slice(lineBreak + 1);
  return indent.trim() === "" ? `\n${indent}` : "\n";
}

/** What is left out, as stretches of words, numbered from 1. */
function omissionsOf(source: Source, words: readonly SpokenWord[], kept: Uint8Array): Omission[] {
  const omissions: Omission[] = [];
  for (let first = 0; first < words.length; first++) {
    if (kept[first] === 1) continue;
    let last = first;
    while (last + 1 < words.length && kept[last + 1] === 0) last++;
    const left = source.text.slice(
      (words[first] as SpokenWord).from,
      (words[last] as SpokenWord).to,
    );
    const tokens = source.counter.count(left);
    omissions.push({
      unit: "word",
      from: first + 1,
      to: last + 1,
      count: last - first + 1,
      tokens,
    });
    first = last;
  }
  return omissions;
}
