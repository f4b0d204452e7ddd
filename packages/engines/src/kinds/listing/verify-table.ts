import { readMarker } from "@tokenpak/core";
import { plainLine } from "../../terminal/plain-line.ts";
import { tableFields } from "./table-fields.ts";

/**
 * Holds a table's summary against its source: splits the rows by rules of its own, adds everything up again, and compares each
 * figure. Each shown row must be a row of its section; what is no row must stand there as it is, in order; the marker must say
 * what is left out. Answers what is wrong, or `undefined`.
 */
export function verifyTable(source: string, body: string, sigil: string): string | undefined {
  const lines = body.split("\n");
  const marker = readMarker(lines.at(-1) as string, sigil);
  if (marker !== undefined) lines.pop();
  const claims = readClaims(lines);
  if (typeof claims === "string") return claims;
  const found = readSource(source, claims);
  if (typeof found === "string") return found;
  const { hidden, rows } = found;
  const isMarked =
    hidden.length === 0
      ? marker === undefined
      : marker?.unit === "line" &&
        marker.count === hidden.length &&
        marker.from === hidden[0] &&
        marker.to === hidden.at(-1);
  if (!isMarked) return "the marker does not say what is left out";
  if (rows.length !== claims.rows || rows.length - hidden.length !== claims.shown) {
    return `there are ${rows.length} rows, ${rows.length - hidden.length} of them shown`;
  }
  const missing = missingFigure(claims, rows);
  if (missing !== undefined) return `nothing is said of column ${missing}`;
  for (const claim of claims.figures) {
    const wrong = checkFigure(claim, claims.columns, rows);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

interface SectionClaim {
  readonly name: string;
  readonly rows: number | undefined;
  readonly size: string | undefined;
  readonly said: string[];
  /** How often each shown row is claimed. */
  readonly shown: Map<string, number>;
}

interface Claims {
  readonly rows: number;
  readonly shown: number;
  readonly columns: readonly string[];
  readonly figures: readonly (readonly [column: string, says: string])[];
  readonly sections: readonly SectionClaim[];
}

const HEAD = /^= (\d+) rows, (\d+) shown; columns (.+)$/s;

function readClaims([first = "", ...lines]: readonly string[]): Claims | string {
  const head = HEAD.exec(first);
  if (head === null) return "the first line is no header";
  const [, rows, shown, names = ""] = head;
  const columns = names.split(" | ");
  const figures: (readonly [string, string])[] = [];
  const sections: SectionClaim[] = [
    { name: "", rows: undefined, size: undefined, said: [], shown: new Map() },
  ];
  let inHead = true;
  for (const line of lines) {
    const figure = inHead ? figureOf(line, columns) : undefined;
    if (figure !== undefined) {
      figures.push(figure);
      continue;
    }
    inHead = false;
    const latest = sections.at(-1) as SectionClaim;
    if (line.startsWith("|")) latest.said.push(line.slice(1));
    else if (line.startsWith("= ")) {
      const section = sectionOf(line);
      if (section === undefined) return `"${line}" is no section`;
      sections.push(section);
    } else latest.shown.set(line, (latest.shown.get(line) ?? 0) + 1);
  }
  return { rows: Number(rows), shown: Number(shown), columns, figures, sections };
}

function figureOf(line: string, columns: readonly string[]): readonly [string, string] | undefined {
  for (const column of columns) {
    for (const name of [column, `${column} ends`]) {
      const lead = `= ${name}: `;
      if (line.startsWith(lead) && !/^\d+ rows(?:, size [\d.]+)?$/.test(line.slice(lead.length))) {
        return [name, line.slice(lead.length)];
      }
    }
  }
  return undefined;
}

function sectionOf(line: string): SectionClaim | undefined {
  const parts = /^= (.*): (\d+) rows(?:, size ([\d.]+))?$/s.exec(line);
  if (parts === null) return undefined;
  const [, name = "", rows, size] = parts;
  return { name, rows: Number(rows), size, said: [], shown: new Map() };
}

interface Found {
  readonly rows: (readonly string[])[];
  /** Lines of rows that are not shown. */
  readonly hidden: number[];
}

function readSource(source: string, { sections, columns }: Claims): Found | string {
  const found: Found = { rows: [], hidden: [] };
  const reading: Reading = { sections, columns, at: 0, next: 0, own: [] };
  for (const [index, raw] of source.split("\n").entries()) {
    const line = plainLine(raw);
    if (line === "" || isSaid(line, reading)) continue;
    if (line === `${sections[reading.at + 1]?.name}:`) {
      const wrong = closeSection(reading, found);
      if (wrong !== undefined) return wrong;
      Object.assign(reading, { at: reading.at + 1, next: 0, own: [] });
      continue;
    }
    const fields = tableFields(line, columns);
    if (fields === undefined) return `line ${index + 1} of the source is not accounted for`;
    reading.own.push(fields);
    if (!strike((sections[reading.at] as SectionClaim).shown, line)) found.hidden.push(index + 1);
  }
  const wrong = closeSection(reading, found);
  if (wrong !== undefined) return wrong;
  return reading.at === sections.length - 1 ? found : "a section is not in the source";
}

interface Reading {
  readonly sections: readonly SectionClaim[];
  readonly columns: readonly string[];
  /** Index of the section that is read. */
  at: number;
  /** Index of the next of its lines that are no rows. */
  next: number;
  /** Its rows so far. */
  own: (readonly string[])[];
}

function isSaid(line: string, reading: Reading): boolean {
  if (reading.sections[reading.at]?.said[reading.next] !== line) return false;
  reading.next++;
  return true;
}

function closeSection(
  { sections, columns, at, next, own }: Reading,
  { rows }: Found,
): string | undefined {
  const section = sections[at] as SectionClaim;
  if (next < section.said.length) return `"${section.said[next]}" is not in the source`;
  for (const [row] of section.shown) return `"${row}" is not in its section`;
  for (const fields of own) rows.push(fields);
  return checkSection(section, own, columns);
}

function strike(shown: Map<string, number>, line: string): boolean {
  const left = shown.get(line);
  if (left === undefined) return false;
  if (left === 1) shown.delete(line);
  else shown.set(line, left - 1);
  return true;
}

function checkSection(
  { name, rows, size }: SectionClaim,
  own: readonly (readonly string[])[],
  columns: readonly string[],
): string | undefined {
  if (rows === undefined) return undefined;
  if (rows !== own.length) return `${name} has ${own.length} rows`;
  const at = columns.indexOf("size");
  const isRight =
    size === undefined || sumOf(own.map((fields) => fields[at] ?? "")) === parsed(size);
  return isRight ? undefined : `the sizes of ${name} have another sum`;
}

/** A decimal with up to four places as a whole number of ten-thousandths; `undefined` for anything else. */
function parsed(text: string): bigint | undefined {
  if (!/^\d+(?:\.\d{1,4})?$/.test(text)) return undefined;
  const dot = text.indexOf(".");
  const places = dot < 0 ? 0 : text.length - dot - 1;
  return BigInt(text.replace(".", "")) * 10n ** BigInt(4 - places);
}

function sumOf(values: readonly string[]): bigint | undefined {
  let sum = 0n;
  for (const value of values) {
    const own = parsed(value);
    if (own === undefined) return undefined;
    sum += own;
  }
  return sum;
}

function checkFigure(
  [name, says]: readonly [string, string],
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): string | undefined {
  const isEnding = name.endsWith(" ends") && !columns.includes(name);
  const at = columns.indexOf(isEnding ? name.slice(0, -" ends".length) : name);
  const values = rows.map((fields) => fields[at] ?? "");
  const range = /^(?:all (\S+)|(\S+) to (\S+)), sum (\S+)$/.exec(says);
  const isRight = isEnding
    ? areEndings(says, values)
    : range === null
      ? areCounts(says, values)
      : isRange(values, {
          least: range[1] ?? range[2] ?? "",
          most: range[1] ?? range[3] ?? "",
          sum: range[4] ?? "",
        });
  return isRight ? undefined : `"${name}: ${says}" is not so`;
}

/** A column whose values are numbers, or few, and of which nothing is said. */
function missingFigure(
  { columns, figures }: Claims,
  rows: readonly (readonly string[])[],
): string | undefined {
  const said = new Set(figures.map(([name]) => name));
  return columns.find((name, at) => {
    if (said.has(name) || said.has(`${name} ends`)) return false;
    return name === "name" || name === "path" || hasFigures(rows, at);
  });
}

function hasFigures(rows: readonly (readonly string[])[], at: number): boolean {
  const different = new Set<string>();
  let numbers = 0;
  for (const fields of rows) {
    const value = fields[at] ?? "";
    if (different.size <= 10) different.add(value);
    if (/^\d{1,15}(?:\.\d{1,4})?$/.test(value)) numbers++;
  }
  return numbers === rows.length || (different.size <= 10 && different.size * 2 <= rows.length);
}

function isRange(
  values: readonly string[],
  { least, most, sum }: { readonly least: string; readonly most: string; readonly sum: string },
): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, Number(value));
    high = Math.max(high, Number(value));
  }
  return (
    Number(least) === low &&
    Number(most) === high &&
    sumOf(values) === parsed(sum) &&
    values.includes(least) &&
    values.includes(most)
  );
}

function areCounts(says: string, values: readonly string[]): boolean {
  const left = new Map<string, number>();
  for (const value of values) left.set(value, (left.get(value) ?? 0) + 1);
  let rest = says;
  while (rest !== "") {
    const item = /^("(?:[^"\\]|\\.)*"|[^\s,"]+) (\d+)(?:, |$)/.exec(rest);
    if (item === null) return false;
    const [all, written = "", count] = item;
    const value = written.startsWith('"') ? (JSON.parse(written) as string) : written;
    if (String(left.get(value)) !== count) return false;
    left.delete(value);
    rest = rest.slice(all.length);
  }
  return left.size === 0;
}

function areEndings(says: string, names: readonly string[]): boolean {
  let rest = names.length;
  for (const item of says.split(", ")) {
    const [ending = "", count] = item.split(" ");
    const own = ending === "other" ? rest : names.filter((name) => hasEnding(name, ending)).length;
    if (ending !== "other") rest -= own;
    if (String(own) !== count) return false;
  }
  return true;
}

function hasEnding(name: string, ending: string): boolean {
  const before = name.charAt(name.length - ending.length - 1);
  return name.endsWith(ending) && before !== "" && !/[.\s]/.test(before);
}
