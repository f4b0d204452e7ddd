/** Share of what a JSON text holds that an output still says, 0 to 1. */
export interface JsonRecall {
  /** Distinct (key path, value) pairs; for a summary, values that stand in it as words. */
  readonly leaves: number;
  readonly keyPaths: number;
  /** Values under keys that are or end in `id`. */
  readonly ids: number;
}

/** A text's values: those of a document, or of each line, lines that are no JSON as strings. */
export function parseValues(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.split("\n").map(parseLine);
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

/** Compares a decoded text with its source, both read by JSON.parse. */
export function decodedRecall(source: string, decoded: string): JsonRecall {
  const wanted = contentsOf(parseValues(source));
  const found = contentsOf(parseValues(decoded));
  return {
    leaves: share(wanted.leaves, found.leaves),
    keyPaths: share(wanted.keyPaths, found.keyPaths),
    ids: share(wanted.ids, found.ids),
  };
}

/** Reads a summary as a reader would: keys by indentation, id lists with their prefix and runs, other values as words. */
export function summaryRecall(source: string, output: string): JsonRecall {
  const wanted = contentsOf(parseValues(source));
  const { keyPaths, ids } = readOutput(output);
  const named = namesIn(output);
  const isNamed = (value: unknown): boolean => ids.has(String(value)) || named(value);
  const leaves = [...wanted.leaves].filter((leaf) =>
    isNamed(JSON.parse(leaf.slice(leaf.indexOf("\t") + 1))),
  );
  return {
    leaves: leaves.length / Math.max(1, wanted.leaves.size),
    keyPaths: share(wanted.keyPaths, keyPaths),
    ids: share(wanted.ids, new Set([...wanted.ids].filter(isNamed))),
  };
}

/** Share of the distinct values of a text that stand in an output, whatever its notation, and wherever. */
export function namedShare(source: string, output: string): number {
  const { leaves } = contentsOf(parseValues(source));
  const values = new Set([...leaves].map((leaf) => leaf.slice(leaf.indexOf("\t") + 1)));
  const named = namesIn(output);
  const found = [...values].filter((value) => named(JSON.parse(value)));
  return found.length / Math.max(1, values.size);
}

/** Whether a value stands in an output: a string in quotes, bare in a cell or on a line; any other as a word. */
function namesIn(output: string): (value: unknown) => boolean {
  const words = new Set(output.split(/[^\w.+-]+/));
  const cells = new Set(output.split(/[,|\t\n;]|: |=/));
  return (value) => {
    if (typeof value !== "string") return words.has(String(value));
    return cells.has(value) || words.has(value) || output.includes(JSON.stringify(value));
  };
}

interface Contents {
  readonly leaves: Set<string>;
  readonly keyPaths: Set<string>;
  readonly ids: Set<string>;
}

function contentsOf(root: unknown): Contents {
  const contents: Contents = { leaves: new Set(), keyPaths: new Set(), ids: new Set() };
  visit(contents, root, { path: "", key: "" });
  return contents;
}

interface Place {
  readonly path: string;
  readonly key: string;
}

function visit(contents: Contents, value: unknown, place: Place): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(contents, item, place);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const path = `${place.path}/${key}`;
      contents.keyPaths.add(path);
      visit(contents, inner, { path, key });
    }
  } else {
    contents.leaves.add(`${place.path}\t${JSON.stringify(value)}`);
    if (/(?:^|_)id$/.test(place.key) && value !== null) contents.ids.add(String(value));
  }
}

function readOutput(output: string): { keyPaths: Set<string>; ids: Set<string> } {
  const keyPaths = new Set<string>();
  const ids = new Set<string>();
  const stack: string[] = [];
  const twins: [path: string, twin: string][] = [];
  for (const line of output.split("\n").slice(2)) {
    const cut = line.search(/(?: \(\d+\))?: /);
    if (/^ *(?:(?:row|line) \d+: |\.\.\.)/.test(line) || cut < 0) continue;
    const text = line.slice(cut).replace(/^ \(\d+\)/, "");
    for (const path of pathsOf(line.slice(0, cut), stack)) {
      keyPaths.add(path);
      const twin = /^: (?:same as|object like) (.+)$/.exec(text)?.[1];
      if (twin !== undefined) twins.push([path, twin]);
    }
    for (const id of idsOf(text)) ids.add(id);
  }
  // A twin may itself hold a twin, so each is copied until nothing is new.
  for (let size = -1; size < keyPaths.size; ) {
    size = keyPaths.size;
    for (const [path, twin] of twins) copyTwin(keyPaths, path, twin);
  }
  return { keyPaths, ids };
}

/** The paths that a line names, below those of the less indented lines above it. */
function pathsOf(names: string, stack: string[]): string[] {
  const indent = names.search(/\S/);
  const parent = indent === 0 ? "" : (stack[indent - 1] ?? "");
  const isItems = names.startsWith("[]", indent);
  const paths = isItems ? [parent] : keysOf(names.slice(indent)).map((key) => `${parent}/${key}`);
  stack[indent] = paths.at(-1) ?? parent;
  return paths;
}

/** Names below `path` what stands below its twin, written `items[].owner`. */
function copyTwin(paths: Set<string>, path: string, twin: string): void {
  const from = `/${twin.replaceAll("[]", "").replaceAll(".", "/").replace(/^\//, "")}/`;
  for (const other of [...paths]) {
    if (other.startsWith(from)) paths.add(`${path}/${other.slice(from.length)}`);
  }
}

function keysOf(text: string): string[] {
  return [...text.matchAll(/\{([^}]*)\}(\w+)|"((?:[^"\\]|\\.)*)"|[^,{}"]+/g)].flatMap(
    ([whole, stems, suffix, quoted]) => {
      if (stems !== undefined) return stems.split(",").map((stem) => stem + suffix);
      return [quoted === undefined ? whole : (JSON.parse(whole) as string)];
    },
  );
}

function idsOf(text: string): string[] {
  const single = /^: ("(?:[^"\\]|\\.)*"|-?[\d.]+)$/.exec(text)?.[1];
  if (single !== undefined) return [String(JSON.parse(single))];
  const ids: string[] = [];
  for (const [, list = ""] of text.matchAll(/ ids (.*)$/g)) {
    const prefix = /^(\S+)\*: /.exec(list)?.[1] ?? "";
    const rest = prefix === "" ? list : list.slice(prefix.length + 3);
    for (const [word] of rest.matchAll(/"(?:[^"\\]|\\.)*"|[^\s;]+/g)) {
      ids.push(...runOf(word).map((id) => prefix + id));
    }
  }
  return ids;
}

function runOf(word: string): string[] {
  const run = /^(\d+)\.\.(\d+)$/.exec(word);
  if (run === null) return [word.startsWith('"') ? (JSON.parse(word) as string) : word];
  const [, first = "", last = ""] = run;
  const length = Number(last) - Number(first) + 1;
  return Array.from({ length }, (_, index) =>
    String(Number(first) + index).padStart(first.length, "0"),
  );
}

function share(wanted: ReadonlySet<string>, found: ReadonlySet<string>): number {
  if (wanted.size === 0) return 1;
  return [...wanted].filter((each) => found.has(each)).length / wanted.size;
}
