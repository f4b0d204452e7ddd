import type { PackOptions } from "@tokenpak/core";

/** Where a text holds what `preserve` names. */
export interface PreservedSpans {
  readonly isEmpty: boolean;
  /** Whether a stretch of the text holds a preserved one or a part of it. Offsets in UTF-16 units, `to` is behind the last. */
  touches(from: number, to: number): boolean;
  /** Whether another text holds every preserved stretch verbatim. Answers `false` where there are too many kinds to look for. */
  areAllIn(text: string): boolean;
}

type Preserve = NonNullable<PackOptions["preserve"]>;

/**
 * Finds what `preserve` names, across lines too. Regular expressions are tried everywhere, whatever their `lastIndex`; `^` and
 * `$` stand for the ends of lines. Found once for the same text and the same list.
 */
export function preservedSpans(text: string, preserve: Preserve): PreservedSpans {
  if (preserve.length === 0) return NONE;
  const latest = found.get(preserve);
  if (latest?.text === text) return latest.spans;
  const spans = findSpans(text, preserve);
  found.set(preserve, { text, spans });
  return spans;
}

const found = new WeakMap<Preserve, { readonly text: string; readonly spans: PreservedSpans }>();

const NONE: PreservedSpans = { isEmpty: true, touches: () => false, areAllIn: () => true };

/** Different preserved texts that are looked for in an output; more would take longer than packing saves. */
const MOST_TEXTS = 200;

function findSpans(text: string, preserve: Preserve): PreservedSpans {
  const spans: (readonly [from: number, to: number])[] = [];
  for (const item of preserve) {
    for (const span of typeof item === "string" ? placesOf(text, item) : matchesOf(text, item)) {
      if (span[1] > span[0]) spans.push(span);
    }
  }
  if (spans.length === 0) return NONE;
  const joined = join(spans);
  const distinct = new Set<string>();
  for (const [from, to] of spans) {
    distinct.add(text.slice(from, to));
    if (distinct.size > MOST_TEXTS) break;
  }
  return {
    isEmpty: false,
    touches: (from, to) => touches(joined, from, to),
    areAllIn: (output) =>
      distinct.size <= MOST_TEXTS && [...distinct].every((part) => output.includes(part)),
  };
}

function* placesOf(text: string, part: string): Generator<readonly [from: number, to: number]> {
  if (part === "") return;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) {
    yield [at, at + part.length];
  }
}

function* matchesOf(text: string, pattern: RegExp): Generator<readonly [from: number, to: number]> {
  const everywhere = new RegExp(pattern.source, `${pattern.flags.replace(/[gmy]/g, "")}gm`);
  for (const { index, 0: found } of text.matchAll(everywhere)) yield [index, index + found.length];
}

interface Joined {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

/** Spans in order, those that overlap as one. */
function join(spans: (readonly [from: number, to: number])[]): Joined {
  spans.sort((left, right) => left[0] - right[0]);
  const starts: number[] = [];
  const ends: number[] = [];
  for (const [from, to] of spans) {
    const last = ends.length - 1;
    if (last >= 0 && from < (ends[last] as number)) ends[last] = Math.max(ends[last] as number, to);
    else {
      starts.push(from);
      ends.push(to);
    }
  }
  return { starts: Float64Array.from(starts), ends: Float64Array.from(ends) };
}

function touches({ starts, ends }: Joined, from: number, to: number): boolean {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] as number) <= from) low = middle + 1;
    else high = middle;
  }
  return low < starts.length && (starts[low] as number) < to;
}
