import { type AnswerType, answersIn, answerTypeOf } from "./answer-type.ts";
import { type QueryTerms, queryTerms, type TermHits } from "./query-terms.ts";

/** A part of a passage, as {@link likelyAnswers} reads it. */
export interface PassagePart {
  readonly text: string;
  /** The passage it belongs to; parts of one passage stand together. */
  readonly passage: number;
  /** A title: what it says counts for the passage, but it seldom is the answer. */
  readonly isTitle: boolean;
  /** Index of the part that is the title above this one; smaller than its own. Default: none. */
  readonly parent?: number | undefined;
}

/** How much each sign tells, as the logarithm of odds. */
const SIGNS = {
  /** Share of the query that the passage holds, 0 to 1. */
  passage: 8.7,
  /** The passage that holds most of the query. */
  bestPassage: 2.3,
  /** What the words of the query that the sentence holds weigh among the sentences of its passage. */
  sentence: 0.55,
  /** Its BM25 among all sentences, as a share of what the whole query would weigh. */
  rareWords: 1.2,
  /** The same of the sentences before and behind it. */
  neighbour: 0.65,
  /** The logarithm of how many things it holds of the sort that is asked for and that the question does not name. */
  answers: 0.6,
  first: 0.3,
  title: -4,
} as const;

/** Passages longer than this, in characters, are read as several. */
const LONGEST_PASSAGE = 1100;

const K1 = 1.2;
const B = 0.4;

/**
 * How likely each part of a text is to hold what the query asks for: shares that add up to 1; 0 where neither the part nor its
 * passage nor a neighbour has a word of the query. All 0 where the query has no word.
 *
 * A softmax over few signs. Their weights were fitted by maximum likelihood on every other question of XQuAD (English, among 19
 * other paragraphs) and of NQ (among 19 other passages), and rounded.
 */
export function likelyAnswers(parts: readonly PassagePart[], query: string): Float64Array {
  const terms = queryTerms(query);
  const hits = parts.map(({ text }) => terms.hitsIn(text));
  if (terms.words === 0) return new Float64Array(parts.length);
  const { passageOf, passages } = joinPassages(parts, hits);
  const idf = inverseFrequencies(passages, terms);
  const inPassage = passages.map((passage) => coverage(passage, terms, idf));
  const best = inPassage.reduce((most, share) => Math.max(most, share), 0);
  const inPart = amongNeighbours(hits, passageOf, terms);
  const rare = bm25(hits, terms);
  const type = answerTypeOf(query);
  const logits = parts.map((part, at): number => {
    const passage = passageOf[at] as number;
    const near = (index: number): number => (passageOf[index] === passage ? (rare[index] ?? 0) : 0);
    const around = near(at - 1) + near(at + 1);
    const held = inPassage[passage] as number;
    if (held + (inPart[at] as number) + around === 0) return Number.NEGATIVE_INFINITY;
    const base =
      SIGNS.passage * held +
      (held === best ? SIGNS.bestPassage : 0) +
      SIGNS.sentence * (inPart[at] as number) +
      SIGNS.rareWords * (rare[at] as number) +
      SIGNS.neighbour * around;
    if (part.isTitle) return base + SIGNS.title;
    const isFirst = passageOf[at - 1] !== passage || parts[at - 1]?.isTitle === true;
    const found = type === undefined || held < best / 2 ? 0 : newAnswers(part.text, type, terms);
    return (
      base +
      (isFirst ? SIGNS.first : 0) +
      (found > 0 && type !== undefined ? type.weight + SIGNS.answers * Math.log(found) : 0)
    );
  });
  return softmax(logits);
}

/**
 * How much likelier than its length says a clause is to hold what a query asks for, among the clauses of one sentence: 1 where
 * nothing speaks for it.
 */
export function clauseWeigher(query: string): (clause: string) => number {
  const terms = queryTerms(query);
  const type = answerTypeOf(query);
  return (clause) =>
    type !== undefined && newAnswers(clause, type, terms) > 0 ? ANSWERING_CLAUSE : 1;
}

/** A clause with a thing of the sort that is asked for; settled on even questions of XQuAD and NQ under 40 to 100 tokens. */
const ANSWERING_CLAUSE = 3;

interface Passages {
  /** Which passage each part is in. */
  readonly passageOf: Uint32Array;
  /** What stands in each passage, the titles above it included. */
  readonly passages: readonly TermHits[];
}

/** Passages as they stand in the text: a title begins one, and a long one is several of about the same length. */
function joinPassages(parts: readonly PassagePart[], hits: readonly TermHits[]): Passages {
  const passageOf = new Uint32Array(parts.length);
  const passages: TermSum[] = [];
  for (let from = 0, to = 0; from < parts.length; from = to) {
    let whole = 0;
    do whole += (parts[to++] as PassagePart).text.length;
    while (to < parts.length && goesOn(parts[to - 1] as PassagePart, parts[to] as PassagePart));
    const most = whole / Math.ceil(Math.max(1, whole) / LONGEST_PASSAGE);
    let length = most;
    for (let at = from; at < to; at++) {
      const part = parts[at] as PassagePart;
      if (length + part.text.length / 2 >= most) {
        length = 0;
        passages.push(new TermSum());
        addTitles(passages.at(-1) as TermSum, part, { parts, hits });
      }
      length += part.text.length;
      passages.at(-1)?.add(hits[at] as TermHits);
      passageOf[at] = passages.length - 1;
    }
  }
  return { passageOf, passages };
}

function goesOn(before: PassagePart, part: PassagePart): boolean {
  return before.passage === part.passage ? !part.isTitle || before.isTitle : before.isTitle;
}

/** Titles are nested this deep at most. */
const MOST_TITLES = 8;

function addTitles(
  sum: TermSum,
  { parent }: PassagePart,
  { parts, hits }: { readonly parts: readonly PassagePart[]; readonly hits: readonly TermHits[] },
): void {
  let title = parent;
  for (let depth = 0; title !== undefined && depth < MOST_TITLES; depth++) {
    sum.add(hits[title] as TermHits);
    title = parts[title]?.parent;
  }
}

/** Hits of several texts as of one. */
class TermSum implements TermHits {
  readonly terms: number[] = [];
  readonly counts: number[] = [];
  length = 0;

  add({ terms, counts, length }: TermHits): void {
    this.length += length;
    for (const [index, term] of terms.entries()) {
      const at = this.terms.indexOf(term);
      if (at < 0) this.counts[this.terms.push(term) - 1] = counts[index] ?? 0;
      else this.counts[at] = (this.counts[at] ?? 0) + (counts[index] ?? 0);
    }
  }
}

/** BM25's: ln(1 + (N - n + 0.5) / (n + 0.5)), times the term's weight. */
function inverseFrequencies(texts: readonly TermHits[], { weights }: QueryTerms): Float64Array {
  const textsWith = new Float64Array(weights.length);
  for (const { terms } of texts)
    for (const term of terms) textsWith[term] = (textsWith[term] ?? 0) + 1;
  return textsWith.map(
    (n, term) => (weights[term] ?? 1) * Math.log(1 + (texts.length - n + 0.5) / (n + 0.5)),
  );
}

/** What the words of the query weigh together. */
function wholeOf({ words }: QueryTerms, idf: Float64Array): number {
  return idf.subarray(0, words).reduce((sum, weight) => sum + weight, 0) || 1;
}

/** Share of the query's words that stand in a text, by weight. */
function coverage(hits: TermHits, query: QueryTerms, idf: Float64Array): number {
  return weightOf(hits, query, idf) / wholeOf(query, idf);
}

/** What the terms of each part weigh by how few parts of the same passage hold them. */
function amongNeighbours(
  hits: readonly TermHits[],
  passageOf: Uint32Array,
  query: QueryTerms,
): Float64Array {
  const weights = new Float64Array(hits.length);
  for (let from = 0, to = 0; from < hits.length; from = to) {
    while (to < hits.length && passageOf[to] === passageOf[from]) to++;
    const parts = hits.slice(from, to);
    if (parts.every(({ terms }) => terms.length === 0)) continue;
    const idf = inverseFrequencies(parts, query);
    for (let at = from; at < to; at++) weights[at] = weightOf(hits[at] as TermHits, query, idf);
  }
  return weights;
}

function weightOf({ terms }: TermHits, query: QueryTerms, idf: Float64Array): number {
  let held = 0;
  for (const term of terms) if (term < query.words) held += idf[term] ?? 0;
  return held;
}

/** BM25 of texts (k1 = 1.2, b = 0.4: sentences differ in length more than in subject) as a share of the query's own weight. */
function bm25(texts: readonly TermHits[], query: QueryTerms): Float64Array {
  const idf = inverseFrequencies(texts, query);
  const whole = wholeOf(query, idf);
  const average = texts.reduce((sum, { length }) => sum + length, 0) / texts.length || 1;
  return Float64Array.from(texts, ({ terms, counts, length }) => {
    const norm = K1 * (1 - B + (B * length) / average);
    let score = 0;
    for (const [at, term] of terms.entries()) {
      const count = counts[at] ?? 0;
      score += ((idf[term] ?? 0) * count * (K1 + 1)) / (count + norm);
    }
    return score / whole;
  });
}

/** Things of a type that the query does not name itself. */
function newAnswers(text: string, type: AnswerType, terms: QueryTerms): number {
  return answersIn(text, type).filter((answer) => !terms.holdsAll(answer)).length;
}

function softmax(logits: readonly number[]): Float64Array {
  const most = logits.reduce((max, logit) => Math.max(max, logit), Number.NEGATIVE_INFINITY);
  if (most === Number.NEGATIVE_INFINITY) return new Float64Array(logits.length);
  const odds = Float64Array.from(logits, (logit) => Math.exp(logit - most));
  const sum = odds.reduce((total, odd) => total + odd, 0);
  return odds.map((odd) => odd / sum);
}
