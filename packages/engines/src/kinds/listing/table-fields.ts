/** Where a column's value ends, for commands that print no head line. A size of a device is two numbers. */
const VALUES: Readonly<Record<string, RegExp>> = {
  date: /\d{4}-\d\d-\d\d \d\d:\d\d(?::[\d.]+ [+-]\d{4})?|\d\d[./]\d\d[./]\d{4}|[A-Z][a-z]{2} +\d\d? +(?:\d\d?:\d\d(?::\d\d(?: \d{4})?)?|\d{4})|\d\d? [A-Z][a-z]{2} +(?:\d\d:\d\d|\d{4})/y,
  time: /\d\d:\d\d(?: [AP]M)?/y,
  size: /\d+, +\d+|\S+/y,
  status: /.{2}/y,
};

/**
 * The values of a row, read from left to right by what the columns are called: the check's own way of reading tables.
 * `undefined` where a value is missing.
 */
export function tableFields(
  line: string,
  columns: readonly string[],
): readonly string[] | undefined {
  if (columns.some((name) => name.includes(" "))) return spacedFields(line, columns.length);
  const isNamed = /^[a-z]/.test(columns[0] as string);
  const fields: string[] = [];
  let at = columns[0] === "status" ? 0 : line.search(/\S/);
  for (const name of columns.slice(0, -1)) {
    const value = valueAt(line, at, isNamed ? VALUES[name] : undefined);
    if (value === undefined) return undefined;
    fields.push(value);
    at += value.length;
    while (/\s/.test(line.charAt(at))) at++;
  }
  const rest = isNamed ? line.slice(at) : line.slice(at).trimEnd();
  return rest === "" && isNamed ? undefined : [...fields, rest];
}

function valueAt(line: string, at: number, shape: RegExp | undefined): string | undefined {
  if (at < 0) return undefined;
  const value = shape ?? /\S+/y;
  value.lastIndex = at;
  return value.exec(line)?.[0];
}

/** Values between runs of two spaces or tabs. */
function spacedFields(line: string, count: number): readonly string[] | undefined {
  const fields: string[] = [];
  let from = 0;
  const text = line.trim();
  for (const { index, 0: gap } of text.matchAll(/\t+| {2,}/g)) {
    fields.push(text.slice(from, index));
    from = index + gap.length;
  }
  fields.push(text.slice(from));
  return fields.length === count ? fields : undefined;
}
