import { JsonScanner } from "../json-scanner.ts";

/** What a second reading of a document finds at one key path. It shares nothing with what the summary was written from. */
export interface ScannedPath {
  count: number;
  readonly words: Map<string, number>;
  /** Lexemes of all numbers, in order. */
  readonly numbers: string[];
  /** All strings, in order. */
  readonly strings: string[];
  objects: number;
  arrays: number;
  /** Offsets of the first value. */
  from: number;
  to: number;
  /** Ordinal among all members of the document, from 1, of the first member here; 0 for items and the root. */
  readonly ordinal: number;
  readonly children: Map<string, ScannedPath>;
  items: ScannedPath | undefined;
  /** Offsets of the items of the first array here. */
  readonly itemOffsets: number[];
}

/** Reads all key paths of a document, or answers `undefined` where it is no JSON. Linear and iterative. */
export function scanFacts(text: string): ScannedPath | undefined {
  const scan = new FactScan(new JsonScanner(text));
  for (;;) {
    const kind = scan.scanner.next();
    if (kind === "error") return undefined;
    if (kind === "end") return scan.root;
    if (kind === "key") scan.key();
    else if (kind === "}" || kind === "]") scan.close();
    else scan.value();
  }
}

interface Open {
  readonly path: ScannedPath;
  readonly isArray: boolean;
  /** Whether it is the first value at its path. */
  readonly isFirst: boolean;
  readonly from: number;
}

class FactScan {
  readonly scanner: JsonScanner;
  readonly root = newPath(0);
  readonly #open: Open[] = [];
  /** Where the next value belongs. */
  #target = this.root;
  #members = 0;

  constructor(scanner: JsonScanner) {
    this.scanner = scanner;
  }

  key(): void {
    this.#members += 1;
    const { path } = this.#open.at(-1) as Open;
    this.#target = childOf(path, this.scanner.value(), this.#members);
  }

  value(): void {
    const path = this.#target;
    const { kind, from, to } = this.scanner;
    const isFirst = path.count === 0;
    addValue(path, this.scanner);
    if (kind === "{" || kind === "[") {
      this.#open.push({ path, isArray: kind === "[", isFirst, from });
      if (kind === "[") {
        path.items ??= newPath(0);
        this.#target = path.items;
      }
    } else this.#endItem(from, to);
  }

  close(): void {
    const { path, isFirst, from } = this.#open.pop() as Open;
    if (isFirst) path.to = this.scanner.to;
    this.#endItem(from, this.scanner.to);
  }

  /** Notes what may have been an item of an array. */
  #endItem(from: number, to: number): void {
    const open = this.#open.at(-1);
    if (open?.isArray !== true) return;
    if (open.isFirst) open.path.itemOffsets.push(from, to);
    this.#target = open.path.items as ScannedPath;
  }
}

function addValue(path: ScannedPath, scanner: JsonScanner): void {
  if (path.count === 0) {
    path.from = scanner.from;
    path.to = scanner.to;
  }
  path.count += 1;
  switch (scanner.kind) {
    case "{":
      path.objects += 1;
      break;
    case "[":
      path.arrays += 1;
      break;
    case "number":
      path.numbers.push(scanner.lexeme());
      break;
    case "string":
      path.strings.push(scanner.value());
      break;
    default: {
      const word = scanner.lexeme();
      path.words.set(word, (path.words.get(word) ?? 0) + 1);
    }
  }
}

function childOf(parent: ScannedPath, key: string, ordinal: number): ScannedPath {
  let child = parent.children.get(key);
  if (child === undefined) {
    child = newPath(ordinal);
    parent.children.set(key, child);
  }
  return child;
}

function newPath(ordinal: number): ScannedPath {
  return {
    count: 0,
    words: new Map(),
    numbers: [],
    strings: [],
    objects: 0,
    arrays: 0,
    from: 0,
    to: 0,
    ordinal,
    children: new Map(),
    items: undefined,
    itemOffsets: [],
  };
}
