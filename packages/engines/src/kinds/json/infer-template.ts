/** A piece of a template: fixed text, the value of another column of the same row, or what the row's own cell holds. */
export type TemplatePart<Column> =
  | { readonly type: "literal"; readonly text: string }
  | { readonly type: "reference"; readonly column: Column }
  | { readonly type: "hole" };

/** A column whose values may occur in another's. */
export interface TemplateSource<Column> {
  readonly column: Column;
  readonly values: readonly string[];
}

/**
 * What the values of a column have in common: a fixed beginning and end, cut at a change between letters, digits and other
 * characters, and the values of other columns. `undefined` where that is not worth writing. `values` has 2 rows or more and
 * all `sources` have as many. Linear in the length of all values, times the few sources that agree in the first row.
 */
export function inferTemplate<Column>(
  values: readonly string[],
  sources: readonly TemplateSource<Column>[],
): readonly TemplatePart<Column>[] | undefined {
  const rest: Rest = {
    values,
    from: new Int32Array(values.length),
    to: Int32Array.from(values, (value) => value.length),
  };
  const left: TemplatePart<Column>[] = [];
  const right: TemplatePart<Column>[] = [];
  const likely = sources.filter((source) => occursAtEnds(source.values, values));
  while (
    left.length < MAX_PARTS &&
    takeReference({ rest, sources: likely, parts: left, side: FRONT })
  );
  while (
    right.length < MAX_PARTS &&
    takeReference({ rest, sources: likely, parts: right, side: BACK })
  );
  takeLiteral(rest, left, FRONT);
  takeLiteral(rest, right, BACK);
  right.reverse();
  const parts = isUsedUp(rest)
    ? [...left, ...right]
    : [...left, { type: "hole" } as const, ...right];
  return isWorthIt(parts, values.length) ? parts : undefined;
}

/** What is left of each value: `[from, to)`. */
interface Rest {
  readonly values: readonly string[];
  readonly from: Int32Array;
  readonly to: Int32Array;
}

interface Take<Column> {
  readonly rest: Rest;
  readonly sources: readonly TemplateSource<Column>[];
  readonly parts: TemplatePart<Column>[];
  readonly side: Side;
}

/** An end of the values, seen from which they are read. */
interface Side {
  readonly charAt: (rest: Rest, row: number, distance: number) => number;
  readonly hasAt: (rest: Rest, row: number, found: { text: string; distance: number }) => boolean;
  readonly take: (rest: Rest, row: number, length: number) => void;
  readonly text: (rest: Rest, length: number) => string;
}

const MAX_PARTS = 8;
const MAX_CUTS = 8;

const FRONT: Side = {
  charAt: (rest, row, distance) =>
    (rest.values[row] as string).charCodeAt((rest.from[row] as number) + distance),
  hasAt: (rest, row, { text, distance }) => {
    const at = (rest.from[row] as number) + distance;
    return (
      at + text.length <= (rest.to[row] as number) &&
      (rest.values[row] as string).startsWith(text, at)
    );
  },
  take: (rest, row, length) => {
    rest.from[row] = (rest.from[row] as number) + length;
  },
  text: (rest, length) => {
    const from = rest.from[0] as number;
    return (rest.values[0] as string).slice(from, from + length);
  },
};

const BACK: Side = {
  charAt: (rest, row, distance) =>
    (rest.values[row] as string).charCodeAt((rest.to[row] as number) - 1 - distance),
  hasAt: (rest, row, { text, distance }) => {
    const end = (rest.to[row] as number) - distance;
    return (
      end - text.length >= (rest.from[row] as number) &&
      (rest.values[row] as string).endsWith(text, end)
    );
  },
  take: (rest, row, length) => {
    rest.to[row] = (rest.to[row] as number) - length;
  },
  text: (rest, length) => {
    const to = rest.to[0] as number;
    return (rest.values[0] as string).slice(to - length, to);
  },
};

/** Takes a fixed text and a column's value behind it off one end of all values, where there is such a column. */
function takeReference<Column>({ rest, sources, parts, side }: Take<Column>): boolean {
  const common = commonLength(rest, side);
  for (const distance of cutsOf(rest, side, common)) {
    const found = longestSource(rest, sources, { side, distance });
    if (found === undefined) continue;
    if (distance > 0) parts.push({ type: "literal", text: side.text(rest, distance) });
    parts.push({ type: "reference", column: found.column });
    for (let row = 0; row < rest.values.length; row++) {
      side.take(rest, row, distance + (found.values[row] as string).length);
    }
    return true;
  }
  return false;
}

/** Where a source is looked for. */
interface Spot {
  readonly side: Side;
  readonly distance: number;
}

/** The source whose values stand at the spot in every row; the one that is longest in the first. */
function longestSource<Column>(
  rest: Rest,
  sources: readonly TemplateSource<Column>[],
  spot: Spot,
): TemplateSource<Column> | undefined {
  let best: TemplateSource<Column> | undefined;
  let longest = 0;
  for (const source of sources) {
    const text = source.values[0] as string;
    if (text.length <= longest) continue;
    if (!spot.side.hasAt(rest, 0, { text, distance: spot.distance })) continue;
    if (!agrees(rest, source, spot)) continue;
    best = source;
    longest = text.length;
  }
  return best;
}

/** Whether the first and the last of a source's values occur in those of the column: most sources end here. */
function occursAtEnds(source: readonly string[], values: readonly string[]): boolean {
  const last = values.length - 1;
  const first = source[0] as string;
  return (
    first !== "" &&
    (values[0] as string).includes(first) &&
    (values[last] as string).includes(source[last] as string)
  );
}

function agrees<Column>(
  rest: Rest,
  source: TemplateSource<Column>,
  { side, distance }: Spot,
): boolean {
  for (let row = rest.values.length - 1; row > 0; row--) {
    const text = source.values[row] as string;
    if (text === "" || !side.hasAt(rest, row, { text, distance })) return false;
  }
  return true;
}

function takeLiteral<Column>(rest: Rest, parts: TemplatePart<Column>[], side: Side): void {
  const common = commonLength(rest, side);
  const [cut = 0] = cutsOf(rest, side, common);
  if (cut === 0) return;
  parts.push({ type: "literal", text: side.text(rest, cut) });
  for (let row = 0; row < rest.values.length; row++) side.take(rest, row, cut);
}

/** How many characters all values share at one end. */
function commonLength(rest: Rest, side: Side): number {
  let length = (rest.to[0] as number) - (rest.from[0] as number);
  for (let row = 1; row < rest.values.length && length > 0; row++) {
    length = Math.min(length, (rest.to[row] as number) - (rest.from[row] as number));
    let same = 0;
    while (same < length && side.charAt(rest, row, same) === side.charAt(rest, 0, same)) same += 1;
    length = same;
  }
  return length;
}

/** Distances at which a shared stretch may be cut, longest first, 0 at last. */
function cutsOf(rest: Rest, side: Side, common: number): number[] {
  const cuts: number[] = [];
  for (let at = common; at > 0 && cuts.length < MAX_CUTS; at--) {
    if (isCut(rest, side, at)) cuts.push(at);
  }
  cuts.push(0);
  return cuts;
}

/** Whether in every value the characters on both sides of the cut do not belong to one word or number. */
function isCut(rest: Rest, side: Side, at: number): boolean {
  const inner = classOf(side.charAt(rest, 0, at - 1));
  if (inner === OTHER) return true;
  for (let row = 0; row < rest.values.length; row++) {
    const length = (rest.to[row] as number) - (rest.from[row] as number);
    if (at < length && classOf(side.charAt(rest, row, at)) === inner) return false;
  }
  return true;
}

const OTHER = 0;

function classOf(code: number): number {
  if (code >= 48 && code <= 57) return 1;
  if ((code >= 65 && code <= 90) || (code >= 97 && code <= 122)) return 2;
  return code > 127 ? 3 : OTHER;
}

function isUsedUp(rest: Rest): boolean {
  return rest.from.every((from, row) => from === rest.to[row]);
}

function isWorthIt<Column>(parts: readonly TemplatePart<Column>[], rows: number): boolean {
  let fixed = 0;
  for (const part of parts) {
    if (part.type === "reference") fixed += 4;
    else if (part.type === "literal") fixed += part.text.length;
  }
  return rows >= 4 ? fixed >= 1 : fixed >= 6;
}
