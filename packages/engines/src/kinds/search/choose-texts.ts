import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { scoreByQuery } from "../../select/score-by-query.ts";
import type { Coordinates, Hit } from "./coordinates.ts";

/** Which matches are shown with their text. */
export interface TextChoice {
  readonly request: RungRequest;
  /** Tokens that texts may take in all; what `preserve` names is shown whatever it takes. */
  readonly budget: number;
}

/** Longer texts (minified code, data) are shown only where they are asked for. */
const LONGEST = 300;
/** Texts in a row that may not fit before no more are tried. */
const PATIENCE = 40;

/**
 * Chooses the matches that are shown with their text: those that `preserve` names, those that match the query, then for each
 * file a declaration or its first text that no file before it had, then further texts that were not shown yet.
 */
export function chooseTexts(
  source: Source,
  { hits }: Coordinates,
  { request, budget }: TextChoice,
): ReadonlySet<Hit> {
  const chosen = new Set(preservedHits(source, hits, request));
  let left = budget;
  let misses = 0;
  const shown = new Set<string>();
  for (const hit of inOrder(hits, request.query)) {
    if (misses >= PATIENCE || left < LEAST) break;
    if (chosen.has(hit) || shown.has(hit.text)) continue;
    // No text has more tokens than bytes, and hardly any fewer than a tenth of its characters.
    const cost = hit.text.length > left * 10 ? left + 1 : source.counter.count(hit.text) + OVERHEAD;
    if (cost > left) {
      misses++;
      continue;
    }
    misses = 0;
    left -= cost;
    shown.add(hit.text);
    chosen.add(hit);
  }
  return chosen;
}

function preservedHits(source: Source, hits: readonly Hit[], { preserve }: RungRequest): Hit[] {
  const preserved = preservedSpans(source.text, preserve);
  if (preserved.isEmpty) return [];
  return hits.filter(({ line }) => preserved.touches(source.lineStart(line), source.lineEnd(line)));
}

/** A text's own line and number, less the place in the list that it no longer takes. */
const OVERHEAD = 2;
/** Nothing worth showing takes fewer tokens. */
const LEAST = 5;

const DECLARES =
  /^(?:export |public |private |protected |static |async |abstract |pub(?:\([a-z]+\))? |default )*(?:function\b|class |interface |type \w|enum |struct |trait |impl |def |fn |func |const \w{1,80} ?[:=(]|module |namespace )/;

function* inOrder(hits: readonly Hit[], query: string | undefined): Generator<Hit> {
  if (query !== undefined) yield* byQuery(hits, query);
  const queues = queuesByFile(hits);
  const first = new Set<Hit>();
  for (const queue of queues) {
    const declaration = queue.find(({ text }) => DECLARES.test(text));
    if (declaration !== undefined) first.add(declaration);
  }
  yield* first;
  const most = queues.reduce((longest, { length }) => Math.max(longest, length), 0);
  let open = queues;
  for (let round = 0; round < most; round++) {
    open = open.filter(({ length }) => length > round);
    for (const queue of open) if (!first.has(queue[round] as Hit)) yield queue[round] as Hit;
  }
}

function queuesByFile(hits: readonly Hit[]): Hit[][] {
  const files = new Map<string, Hit[]>();
  for (const hit of hits) {
    if (hit.text.length === 0 || hit.text.length > LONGEST) continue;
    const own = files.get(hit.path);
    if (own === undefined) files.set(hit.path, [hit]);
    else own.push(hit);
  }
  return [...files.values()];
}

function byQuery(hits: readonly Hit[], query: string): Hit[] {
  const scores = scoreByQuery(
    hits.map(({ path, text }) => `${path} ${text.slice(0, 2000)}`),
    query,
  );
  const order = [...hits.keys()].filter((at) => (scores[at] as number) > 0);
  order.sort((left, right) => (scores[right] as number) - (scores[left] as number) || left - right);
  return order.map((at) => hits[at] as Hit);
}
