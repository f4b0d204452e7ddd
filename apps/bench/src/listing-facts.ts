/** What a default output says of a listing, held against the listing by the benchmark's own code. */
export interface ListingRecall {
  /** Rows or entries in the source. */
  readonly rows: number;
  /** Of these, how many stand whole in the output, beside their folder where they have one. */
  readonly shown: number;
  /** Counts and sums that the output states, and how many are right. */
  readonly stated: number;
  readonly right: number;
  /** Lines of the output that are neither ours nor the source's. */
  readonly madeUp: number;
}

/** Reads a summary of a list of paths, a tree or a table. */
export function listingRecall(source: string, output: string): ListingRecall {
  const lines = source.split("\n").map((line) => line.replace(/\r$/, ""));
  const said = output.split("\n").slice(1);
  return said[0]?.startsWith("= ") === true ? tableRecall(lines, said) : folderRecall(lines, said);
}

function folderRecall(
  lines: readonly string[],
  [head = "", ...said]: readonly string[],
): ListingRecall {
  const isTree =
    lines.filter((line) => /[─-]{2} ?/.test(line) && /^[│├└|`+\\]/.test(line)).length >
    lines.length / 2;
  const truth = new Map<string, number>();
  const names = new Set<string>();
  const above: string[] = [];
  let rows = 0;
  for (const line of lines) {
    const place = isTree ? branchPlace(line, above) : pathPlace(line);
    if (place === undefined || said.includes(`|${line}`)) continue;
    rows++;
    truth.set(place[0], (truth.get(place[0]) ?? 0) + 1);
    names.add(place.join(""));
  }
  const isRight = head.startsWith(`${rows} entries in ${truth.size} folders`);
  return { rows, ...folderFigures(head, said, { truth, names, isRight }) };
}

interface FolderTruth {
  readonly truth: ReadonlyMap<string, number>;
  /** Whole paths. */
  readonly names: ReadonlySet<string>;
  /** Whether the first line's totals are right. */
  readonly isRight: boolean;
}

function folderFigures(
  head: string,
  said: readonly string[],
  { truth, names, isRight }: FolderTruth,
): Omit<ListingRecall, "rows"> {
  const root = /; in (.*)$/.exec(head)?.[1] ?? "";
  const count = { shown: 0, stated: 1, right: isRight ? 1 : 0, madeUp: 0 };
  let folder = root;
  for (const line of said) {
    const stated = /^>?(.*): (\d+)$/.exec(line);
    if (line.startsWith(" ")) {
      if (names.has(folder + line.slice(1))) count.shown++;
      else count.madeUp++;
    } else if (stated !== null) {
      folder = root + (line.startsWith(".:") ? "" : stated[1]);
      count.stated++;
      if (truth.get(folder) === Number(stated[2])) count.right++;
    }
  }
  return count;
}

function pathPlace(line: string): readonly [string, string] | undefined {
  if (line === "") return undefined;
  const end = line.replace(/\/$/, "").lastIndexOf("/") + 1;
  return [line.slice(0, end), line.slice(end)];
}

function branchPlace(line: string, above: string[]): readonly [string, string] | undefined {
  const mark = /(?:[├└]── ?|(?:\||`|\+|\\)-- ?)/.exec(line);
  if (mark === null || /[^│| \u00a0]/.test(line.slice(0, mark.index))) return undefined;
  const depth = mark.index / 4;
  above.length = Math.min(above.length, depth);
  const folder = above.join("");
  const name = line.slice(mark.index + mark[0].length);
  above.push(
    `${name
      .replace(/^\[[^\]]*\] +/, "")
      .replace(/ -> .*/, "")
      .replace(/\/$/, "")}/`,
  );
  return [folder, name];
}

function tableRecall(lines: readonly string[], said: readonly string[]): ListingRecall {
  const columns = (/columns (.*)$/.exec(said[0] ?? "")?.[1] ?? "").split(" | ");
  const others = new Set(said.filter((line) => line.startsWith("|")).map((line) => line.slice(1)));
  const sections = new Set(said.flatMap((line) => /^= (.*): \d+ rows/.exec(line)?.[1] ?? []));
  const rows = lines.filter(
    (line) =>
      line !== "" && !others.has(line) && !(line.endsWith(":") && sections.has(line.slice(0, -1))),
  );
  const whole = new Set(rows);
  const count = {
    shown: 0,
    stated: 1,
    right: said[0]?.startsWith(`= ${rows.length} rows`) === true ? 1 : 0,
    madeUp: 0,
  };
  for (const line of said.slice(1)) {
    const figure = /^= (.+?): (?:all \S+|\S+ to \S+), sum ([\d.]+)$/.exec(line);
    if (figure !== null) {
      count.stated++;
      const sum = sumOf(rows, columns, figure[1] as string);
      if (Math.abs(sum - Number(figure[2])) < 1e-3) count.right++;
    } else if (whole.has(line)) count.shown++;
    else if (!/^[=|]|^\.{3,} /.test(line)) count.madeUp++;
  }
  return { rows: rows.length, ...count };
}

/** The sum of a column, by fields between white space, before anything of several words. */
function sumOf(rows: readonly string[], columns: readonly string[], name: string): number {
  const at = columns.indexOf(name);
  const field = columns[0] === "status" ? at + 1 : at;
  return rows.reduce((sum, row) => sum + Number(row.trim().split(/\s+/)[field]), 0);
}
