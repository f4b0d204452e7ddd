/**
 * A value as the readers that check outputs hold it: a scalar as JSON text, an array of values, or an object as a list of
 * pairs.
 */
export type PlainValue = string | PlainList | PlainMap;

/** An array. */
export interface PlainList {
  readonly list: PlainValue[];
}

/** An object; duplicate keys stay. */
export interface PlainMap {
  readonly pairs: [key: string, value: PlainValue][];
}

/** A value as JSON, minified. Recursive. */
export function plainJson(value: PlainValue): string {
  if (typeof value === "string") return value;
  if ("list" in value) return `[${value.list.map(plainJson).join(",")}]`;
  return `{${value.pairs.map(([key, own]) => `${JSON.stringify(key)}:${plainJson(own)}`).join(",")}}`;
}

/**
 * What a summary of a document must describe, by the rules that `summaryView` states, worked out anew on a tree that another
 * reader made. Recursive.
 */
export function checkedView(value: PlainValue): PlainValue {
  if (typeof value === "string") return value;
  if ("list" in value) return { list: viewOfRows(value.list) };
  const { pairs } = value;
  const maps = pairs.map(([, own]) => own).filter(isMap);
  const names = maps.flatMap((map) => map.pairs.map(([key]) => key));
  const areRows =
    pairs.length >= 4 &&
    maps.length === pairs.length &&
    names.length > 0 &&
    new Set(names).size <= names.length / 2 &&
    !names.includes("key");
  if (!areRows) return { pairs: pairs.map(([key, own]) => [key, checkedView(own)]) };
  const rows = viewOfRows(maps) as PlainMap[];
  return {
    list: rows.map((row, at) => ({
      pairs: [["key", JSON.stringify(pairs[at]?.[0])], ...row.pairs],
    })),
  };
}

function viewOfRows(values: readonly PlainValue[]): PlainValue[] {
  const rows = values.filter(isMap);
  if (rows.length === 0 || rows.length < values.length) return values.map(checkedView);
  const isJoined = joinsVersions(rows);
  const columns = columnsOf(rows);
  return rows.map(({ pairs }) => {
    const version = pairs.find(([key]) => isJoined && key === "version")?.[1] as string | undefined;
    const shown = pairs.filter(([key]) => !isJoined || key !== "version");
    return {
      pairs: shown.map(([key, own]): [string, PlainValue] => {
        if (isJoined && key === "name") return ["id", withVersion(own as string, version)];
        return [key, isListed(columns.get(key) ?? []) ? listed(own as PlainMap) : checkedView(own)];
      }),
    };
  });
}

function joinsVersions(rows: readonly PlainMap[]): boolean {
  let both = 0;
  for (const { pairs } of rows) {
    const named = pairs.filter(([key]) => key === "name");
    const versions = pairs.filter(([key]) => key === "version");
    if (named.length !== 1 || versions.length > 1 || pairs.some(([key]) => key === "id")) {
      return false;
    }
    if (![...named, ...versions].every(([, own]) => isText(own))) return false;
    both += versions.length;
  }
  return both >= rows.length / 2;
}

function withVersion(name: string, version: string | undefined): string {
  return version === undefined ? name : `${name.slice(0, -1)}@${version.slice(1)}`;
}

function columnsOf(rows: readonly PlainMap[]): Map<string, PlainValue[]> {
  const columns = new Map<string, PlainValue[]>();
  for (const [key, own] of rows.flatMap(({ pairs }) => pairs)) {
    const column = columns.get(key);
    if (column === undefined) columns.set(key, [own]);
    else column.push(own);
  }
  return columns;
}

const LISTED = new WeakMap<readonly PlainValue[], boolean>();

/** Whether the values of a column are maps of scalars under ever other keys. */
function isListed(column: readonly PlainValue[]): boolean {
  const known = LISTED.get(column);
  if (known !== undefined) return known;
  const maps = column.filter(isMap);
  const pairs = maps.flatMap((map) => map.pairs);
  const distinct = new Set(pairs.map(([key]) => key)).size;
  const answer =
    maps.length === column.length &&
    pairs.every(([, own]) => typeof own === "string") &&
    distinct >= 16 &&
    distinct * maps.length > 4 * pairs.length;
  LISTED.set(column, answer);
  return answer;
}

function listed({ pairs }: PlainMap): PlainList {
  return {
    list: pairs.map(([key, own]) => {
      const text = isText(own) ? (JSON.parse(own as string) as string) : (own as string);
      return JSON.stringify(`${key}: ${text}`);
    }),
  };
}

function isText(value: PlainValue): boolean {
  return typeof value === "string" && value.startsWith('"');
}

function isMap(value: PlainValue): value is PlainMap {
  return typeof value !== "string" && "pairs" in value;
}
