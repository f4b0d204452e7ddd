import type { StatedEntry } from "./read-digest.ts";

/** What the log holds of an entry. */
export interface Found {
  /** 0-based lines, or first lines of traces. */
  readonly at: number[];
  /** Tokens of each line that a template fits. */
  readonly tokens: (readonly string[])[];
  lastTime: string | undefined;
}

/** Checks the list of an error's distinct values, and that there is one where there must be. */
export function checkDistinct(
  { distinct, count }: StatedEntry,
  {
    found,
    reporting,
    slots,
  }: {
    readonly found: Found;
    readonly reporting: ReadonlySet<number>;
    readonly slots: readonly number[];
  },
): string | undefined {
  if (distinct === undefined) {
    const isMissing = count > 1 && slots.length > 0 && found.at.some((at) => reporting.has(at));
    return isMissing ? "an error's distinct values are missing" : undefined;
  }
  const times = new Map<string, number>();
  for (const tokens of found.tokens) {
    const values = slots.map((at) => tokens[at]).join(" ");
    times.set(values, (times.get(values) ?? 0) + 1);
  }
  const all = [...times].map(([values, many]) => (many > 1 ? `${values} ${many}x` : values));
  const part = /^(\d+) of (\d+) distinct: /.exec(distinct);
  const listed = part === null ? all : all.slice(0, Number(part[1]));
  const head = part === null ? "distinct: " : `${listed.length} of ${all.length} distinct: `;
  return distinct === head + listed.join(", ") ? undefined : "the distinct values are wrong";
}

/** Checks what is told of single values. */
export function checkValues(
  { values }: StatedEntry,
  { found, slots }: { readonly found: Found; readonly slots: readonly number[] },
): string | undefined {
  let before = 0;
  for (const stated of values) {
    const place = Number.parseInt(stated.slice("value ".length), 10);
    const slot = slots[place - 1];
    if (slot === undefined || place <= before) return "it tells values of no place";
    before = place;
    const times = new Map<string, number>();
    for (const tokens of found.tokens) {
      const value = tokens[slot] ?? "";
      times.set(value, (times.get(value) ?? 0) + 1);
    }
    const all = [...times].map(([value, many]) => `${value} ${many}x`).join(", ");
    if (stated !== `value ${place}: ${all}`) return "the values of a place are wrong";
  }
  return undefined;
}
