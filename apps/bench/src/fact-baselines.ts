import { countTokens, truncateToTokens } from "@tokenpak/core";
import { stands, statedFacts } from "./stated-facts.ts";

/** Writes a text within a limit, as one that knows nothing of the question would; no marker, no envelope. */
export type FactBaseline = (text: string, maxTokens: number) => string;

/** What an envelope and a marker cost the engine; the bound pays them too, so that it is one. */
const ENVELOPE_TOKENS = 18;
const MARKER_TOKENS = 7;

/** The beginning of the text. */
export const head: FactBaseline = (text, maxTokens) => truncateToTokens(text, maxTokens);

/** Sentences by chance, with a fixed seed. */
export const atRandom: FactBaseline = (text, maxTokens) => {
  let state = 42;
  const pieces = sentencesOf(text);
  const keyed = pieces.map((_, at) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return { at, key: state };
  });
  return filled(
    pieces,
    maxTokens,
    keyed.sort((a, b) => a.key - b.key).map(({ at }) => at),
  );
};

/** Sentences at equal distances over the whole text. */
export const spaced: FactBaseline = (text, maxTokens) => {
  const pieces = sentencesOf(text);
  const share = maxTokens / Math.max(1, countTokens(text));
  const isTaken = (at: number): boolean => Math.floor((at + 1) * share) > Math.floor(at * share);
  return filled(
    pieces,
    maxTokens,
    [...pieces.keys()].sort((a, b) => Number(isTaken(b)) - Number(isTaken(a)) || a - b),
  );
};

/**
 * What whole sentences can keep at best: chosen by one who sees the very numbers, dates and names that are looked for, and who pays
 * for envelope and markers. Greedy by new facts for each token, which for covering is close to the best there is.
 */
export const bound: FactBaseline = (text, maxTokens) => {
  const pieces = sentencesOf(text);
  const { numbers, dates, names } = statedFacts(text);
  const says = pieces.map((piece) =>
    [...numbers, ...dates, ...names].filter((fact) => stands(fact, piece)),
  );
  const costs = pieces.map((piece) => countTokens(piece));
  const kept = new Set<number>();
  const said = new Set<string>();
  let left = maxTokens - ENVELOPE_TOKENS - MARKER_TOKENS;
  const costOf = (at: number): number => {
    const isCut = (beside: number): boolean => beside in pieces && !kept.has(beside);
    const gaps = Number(isCut(at - 1)) + Number(isCut(at + 1)) - 1;
    return (costs[at] as number) + gaps * MARKER_TOKENS;
  };
  const worthOf = (at: number): number => {
    const fresh = (says[at] as readonly string[]).filter((fact) => !said.has(fact)).length;
    return costOf(at) > left ? 0 : fresh / Math.max(1, costOf(at));
  };
  for (;;) {
    const open = [...pieces.keys()].filter((at) => !kept.has(at));
    const best = open.reduce((top, at) => (worthOf(at) > worthOf(top) ? at : top), open[0] ?? -1);
    if (best < 0 || worthOf(best) === 0) break;
    left -= costOf(best);
    kept.add(best);
    for (const fact of says[best] as readonly string[]) said.add(fact);
  }
  return pieces.filter((_, at) => kept.has(at)).join("");
};

/** Sentences by a plain rule of their own: behind a full stop and white space, and at line breaks. */
function sentencesOf(text: string): readonly string[] {
  return text.split(/(?<=[.!?]["”')\]]?\s)(?=[\p{Lu}\p{N}"“'(])|(?<=\n)/u);
}

function filled(pieces: readonly string[], maxTokens: number, order: readonly number[]): string {
  const kept = new Set<number>();
  let left = maxTokens;
  for (const at of order) {
    const cost = countTokens(pieces[at] as string);
    if (cost > left) continue;
    left -= cost;
    kept.add(at);
  }
  return pieces.filter((_, at) => kept.has(at)).join("");
}
