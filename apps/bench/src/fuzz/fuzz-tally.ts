import type { CheckedCase } from "./check-rules.ts";
import type { FuzzCase } from "./fuzz-case.ts";

interface Row {
  texts: number;
  characters: number;
  packs: number;
  roundTrips: number;
  values: number;
  violated: number;
  slowestMs: number;
  slowestCase: number;
}

/** Counts what a fuzz run did, by the kind that texts were drawn from. */
export class FuzzTally {
  readonly #rows = new Map<string, Row>();

  /** Cases in which a rule was violated. */
  get violated(): number {
    return this.#total((row) => row.violated);
  }

  add(
    { source, text }: FuzzCase,
    checked: CheckedCase,
    { number, ms }: { readonly number: number; readonly ms: number },
  ): void {
    const row = this.#rowOf(source?.kind ?? "real inputs");
    row.texts++;
    row.characters += text.length;
    row.packs += checked.packs;
    row.roundTrips += checked.roundTrips;
    const values = source?.values(text) ?? text.split("\n").length;
    row.values += values * checked.roundTrips;
    if (checked.violations.length > 0) row.violated++;
    if (ms > row.slowestMs) {
      row.slowestMs = ms;
      row.slowestCase = number;
    }
  }

  summary(): string {
    const count = (of: (row: Row) => number): string => this.#total(of).toLocaleString("en-US");
    return `${count((row) => row.texts)} texts, ${count((row) => row.packs)} packs, ${count((row) => row.roundTrips)} round trips of ${count((row) => row.values)} values, ${this.violated} cases with violations`;
  }

  /** A table of all kinds; a value is counted once for each round trip that gave it back. */
  *table(): Generator<string> {
    yield "\n| drawn from | texts | characters | packs checked | exact round trips | values given back | cases with violations | slowest case, all checks |";
    yield "|---|--:|--:|--:|--:|--:|--:|--:|";
    for (const [name, row] of [...this.#rows].sort(([left], [right]) => (left < right ? -1 : 1))) {
      yield `| ${name} | ${row.texts} | ${row.characters} | ${row.packs} | ${row.roundTrips} | ${row.values} | ${row.violated} | ${row.slowestMs.toFixed(0)} ms, case ${row.slowestCase} |`;
    }
    yield "";
  }

  #rowOf(name: string): Row {
    const row = this.#rows.get(name) ?? {
      texts: 0,
      characters: 0,
      packs: 0,
      roundTrips: 0,
      values: 0,
      violated: 0,
      slowestMs: 0,
      slowestCase: 0,
    };
    this.#rows.set(name, row);
    return row;
  }

  #total(of: (row: Row) => number): number {
    let sum = 0;
    for (const row of this.#rows.values()) sum += of(row);
    return sum;
  }
}
