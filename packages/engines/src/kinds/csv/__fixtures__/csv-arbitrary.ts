import fc from "fast-check";

/** Cells with every sign that means something in delimited records or in our notation. */
const oddCell = fc.oneof(
  fc.constantFrom(
    "",
    "~",
    "-",
    "@a",
    "^b",
    "x,y",
    'say "hi"',
    "a\nb",
    "0042",
    "1.0",
    " lead",
    "$id",
    "*",
  ),
  fc.constantFrom(
    "... rows 2-3",
    "row 1: x",
    "{1..3}",
    "größe",
    "日本",
    "\ud800",
    "tab\there",
    "a|b;c",
    "\r",
  ),
  fc.string({ maxLength: 12 }),
);

/** How a table of cells is written down. */
export interface CsvShape {
  readonly separator: string;
  readonly lineEnd: string;
  readonly quoting: "needed" | "always" | "filled";
  readonly bom: boolean;
  readonly isTerminated: boolean;
}

const shape: fc.Arbitrary<CsvShape> = fc.record({
  separator: fc.constantFrom(",", "\t", ";", "|"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  quoting: fc.constantFrom("needed", "always", "filled"),
  bom: fc.boolean(),
  isTerminated: fc.boolean(),
});

/** Rows as a text. */
export function csvText(rows: readonly (readonly string[])[], how: CsvShape): string {
  const quote = (cell: string): string => {
    const must = /["\n\r]/.test(cell) || cell.includes(how.separator);
    const may = how.quoting === "always" || (how.quoting === "filled" && cell !== "");
    return must || may ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  const lines = rows.map((row) => row.map(quote).join(how.separator));
  const text = lines.join(how.lineEnd) + (how.isTerminated ? how.lineEnd : "");
  return how.bom ? `\ufeff${text}` : text;
}

const record = fc.tuple(
  fc.constantFrom("paid", "pending", "refunded in part"),
  fc.constantFrom("EMEA", "APAC"),
  fc.nat({ max: 99_999 }),
  oddCell,
);

/** Tables as tools write them: ids that count on, days, states, sums, and one column with anything in it. */
export const tables: fc.Arbitrary<string> = fc
  .tuple(fc.array(record, { minLength: 3, maxLength: 40 }), shape, fc.boolean())
  .map(([records, how, hasComment]) => {
    const rows = records.map(([state, region, cents, odd], at) => [
      `${at + 1}`,
      `user${at + 1}`,
      `2026-01-${String(1 + Math.floor(at / 8)).padStart(2, "0")}T10:00:${String(at % 60).padStart(2, "0")}Z`,
      state,
      region,
      (cents / 100).toFixed(2),
      odd,
    ]);
    const names = ["id", "login", "created at", "state", "region", "total", "note"];
    const text = csvText([names, ...rows], how);
    return hasComment && !how.bom ? `# exported\n${text}` : text;
  });

/** Any cells in rows of any lengths. */
export const anyTables: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.array(oddCell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 15 }),
    shape,
  )
  .map(([rows, how]) => csvText(rows, how));
