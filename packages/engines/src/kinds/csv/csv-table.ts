/** How a text of delimited records is written. */
export interface CsvDialect {
  /** `,`, tab, `;` or `|`. */
  readonly separator: string;
  /** Whether quotes have no meaning, as in most tab-separated texts with quotes in their cells. */
  readonly isLiteral: boolean;
}

/** A record of the source: a row, or a comment, a blank line or what cannot be read as a row. */
export interface CsvRecord {
  /** UTF-16 offsets; `to` stands before the line break. */
  readonly from: number;
  readonly to: number;
  /** Cells as written, quotes included; `undefined` where it is no row. */
  readonly cells: readonly string[] | undefined;
}

/** A text of delimited records, read. */
export interface CsvTable {
  readonly dialect: CsvDialect;
  /** All records, in order. */
  readonly records: readonly CsvRecord[];
  /** `\r\n` where each record ends so, else `\n`. */
  readonly lineEnd: "\r\n" | "\n";
  readonly hasBom: boolean;
  /** Whether the last record has a line break. */
  readonly isTerminated: boolean;
  /** Index of the record with the columns' names, or -1. */
  readonly header: number;
  /** Cells that an ordinary row has. */
  readonly width: number;
}

/** The text of a cell as written: quotes taken off, doubled ones single. */
export function cellText(cell: string): string {
  if (!isQuoted(cell)) return cell;
  const inner = cell.slice(1, -1);
  return inner.includes('"') ? inner.replaceAll('""', '"') : inner;
}

/** Whether a cell as written stands in quotes. */
export function isQuoted(cell: string): boolean {
  return cell.length >= 2 && cell.charCodeAt(0) === 34 && cell.charCodeAt(cell.length - 1) === 34;
}

/** Indexes of the records that are rows of data: cells, and not the header. */
export function dataRows({ records, header }: CsvTable): number[] {
  const rows: number[] = [];
  for (const [index, { cells }] of records.entries()) {
    if (cells !== undefined && index !== header) rows.push(index);
  }
  return rows;
}

/** Names of the columns, `c1`, `c2`, ... where the text has none. */
export function columnNames({ records, header, width, dialect }: CsvTable): string[] {
  const named = header < 0 ? undefined : records[header]?.cells;
  if (named === undefined) return Array.from({ length: width }, (_, at) => `c${at + 1}`);
  return named.map((cell) => (dialect.isLiteral ? cell : cellText(cell)));
}
