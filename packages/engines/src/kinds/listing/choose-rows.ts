import type { RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { preservedSpans } from "../../select/preserve.ts";
import { scoreByQuery } from "../../select/score-by-query.ts";

/** Something of a listing that is shown or left out as a whole. */
export interface ListedItem {
  /** 1-based line of the source. */
  readonly line: number;
}

/** What is shown of a listing. */
export interface RowChoice<T> {
  readonly request: RungRequest;
  /** Tokens that shown items may take; what `preserve` names is shown whatever it takes. */
  readonly budget: number;
  /** Items in the order in which they should be shown, all or some of them. */
  readonly order: Iterable<T>;
}

const PATIENCE = 40;
const LEAST = 3;

/** Chooses what `preserve` names, then what matches the query, then what the given order puts first. */
export function chooseRows<T extends ListedItem>(
  source: Source,
  items: readonly T[],
  { request, budget, order }: RowChoice<T>,
): ReadonlySet<T> {
  const textOf = ({ line }: T): string => source.line(line);
  const preserved = preservedSpans(source.text, request.preserve);
  const chosen = new Set<T>();
  if (!preserved.isEmpty) {
    for (const item of items) {
      if (preserved.touches(source.lineStart(item.line), source.lineEnd(item.line)))
        chosen.add(item);
    }
  }
  let left = budget;
  let misses = 0;
  for (const item of inOrder(items, { request, order, textOf })) {
    if (left < LEAST || misses > PATIENCE) break;
    if (chosen.has(item)) continue;
    const cost = source.counter.count(`${textOf(item)}\n`);
    if (cost > left) {
      misses++;
      continue;
    }
    misses = 0;
    left -= cost;
    chosen.add(item);
  }
  return chosen;
}

function* inOrder<T extends ListedItem>(
  items: readonly T[],
  {
    request,
    order,
    textOf,
  }: {
    readonly request: RungRequest;
    readonly order: Iterable<T>;
    textOf(item: T): string;
  },
): Generator<T> {
  if (request.query !== undefined) {
    const scores = scoreByQuery(items.map(textOf), request.query);
    const matches = [...items.keys()].filter((at) => (scores[at] as number) > 0);
    matches.sort(
      (left, right) => (scores[right] as number) - (scores[left] as number) || left - right,
    );
    for (const at of matches) yield items[at] as T;
  }
  yield* order;
}
