import { type Marker, readMarker } from "@tokenpak/core";
import { checkCells } from "./check-cells.ts";
import { idColumns } from "./id-names.ts";
import { type ScannedCells, scanCells } from "./scan-cells.ts";

/**
 * Reads a summary line by line against a second reading of its source: rows and columns must be as many, every column named in
 * order and described truly, comments and the first and last row there, and every other row shown as it stands or under a
 * marker. Answers what is wrong, or `undefined`.
 */
export function verifyCsvSummary(
  source: string,
  { body, sigil }: { readonly body: string; readonly sigil: string },
): string | undefined {
  const lines = body.split("\n");
  const head = HEAD.exec(lines[0] ?? "");
  if (head === null) return "it does not begin as a summary";
  const [, rows, columns, separator = ",", literal, headless] = head;
  const scanned = scanCells(source, {
    separator: separator === "tab" ? "\t" : separator,
    isLiteral: literal !== undefined,
  });
  if (scanned === undefined) return "the source cannot be read so";
  const checker = new Checker(scanned, headless !== undefined);
  if (Number(rows) !== checker.rowCount || Number(columns) !== checker.names.length) {
    return "the number of rows or columns is wrong";
  }
  for (const [index, line] of lines.slice(1).entries()) {
    const marker = line.includes(sigil) ? readMarker(line, sigil) : undefined;
    const wrong = marker === undefined ? checker.line(line) : checker.marker(marker);
    if (wrong !== undefined) return `line ${index + 2} of the summary: ${wrong}`;
  }
  return checker.missing();
}

const HEAD =
  /^summary: ([0-9]+) rows, ([0-9]+) columns(?:, separator (tab|;|\|))?(, literal quotes)?(, no header)?$/;
const ROW = /^row ([0-9]+): (.*)$/s;

class Checker {
  readonly names: readonly string[];
  readonly rowCount: number;
  readonly #scanned: ScannedCells;
  readonly #skip: number;
  readonly #ids: ReadonlySet<number>;
  #comments = 0;
  #columns = 0;
  #next = 1;
  #hasLast = false;

  constructor(scanned: ScannedCells, isHeadless: boolean) {
    this.#scanned = scanned;
    this.#skip = isHeadless ? 0 : 1;
    this.rowCount = scanned.rows.length - this.#skip;
    const widest = scanned.rows.reduce((most, { length }) => Math.max(most, length), 0);
    this.names = isHeadless
      ? Array.from({ length: widest }, (_, at) => `c${at + 1}`)
      : (scanned.rows[0] ?? []);
    this.#ids = idColumns(this.names);
  }

  line(line: string): string | undefined {
    if (this.#comments < this.#scanned.comments.length) {
      const own = `comment: ${this.#scanned.comments[this.#comments++]}`;
      return line === own ? undefined : "a comment is missing or wrong";
    }
    return this.#columns < this.names.length ? this.#column(line) : this.#row(line);
  }

  marker({ unit, from, to, count }: Marker): string | undefined {
    const isRight =
      this.#columns === this.names.length &&
      unit === "row" &&
      from === this.#next &&
      from > 1 &&
      to < this.rowCount &&
      count === to - from + 1;
    this.#next = to + 1;
    return isRight ? undefined : "the marker is wrong";
  }

  missing(): string | undefined {
    if (this.#columns < this.names.length) return "a column is missing";
    return this.#next === this.rowCount + 1 && this.#hasLast ? undefined : "rows are missing";
  }

  #column(line: string): string | undefined {
    const at = this.#columns++;
    const name = this.names[at] as string;
    const written = [`${name}: `, `${JSON.stringify(name)}: `].find((each) =>
      line.startsWith(each),
    );
    if (written === undefined) return `it does not name the column ${JSON.stringify(name)}`;
    const values = this.#scanned.rows.slice(this.#skip).map((cells) => cells[at]);
    return checkCells(line.slice(written.length), values, this.#ids.has(at))
      ? undefined
      : `what it says of ${JSON.stringify(name)} is wrong`;
  }

  #row(line: string): string | undefined {
    const match = ROW.exec(line);
    if (match === null || Number(match[1]) !== this.#next) return "the row is out of place";
    this.#next += 1;
    this.#hasLast = this.#next > this.rowCount;
    const raw = this.#scanned.raw[this.#next - 2 + this.#skip] as string | undefined;
    const text = match[2] as string;
    return raw !== undefined && (text === raw || text === JSON.stringify(raw))
      ? undefined
      : "the row is not the source's";
  }
}
