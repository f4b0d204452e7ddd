import { type Marker, readMarker } from "@tokenpak/core";
import { equalJson } from "../equal-json.ts";
import { checkDescription } from "./check-description.ts";
import { leadsThrough, resolvePath } from "./path-names.ts";
import { readKeyList } from "./read-key-list.ts";
import { type ScannedPath, scanFacts } from "./scan-facts.ts";
import {
  type Inherited,
  incompleteness,
  inheritedBy,
  isOneObject,
  type Level,
  levelOf,
} from "./summary-level.ts";

/**
 * Reads a summary line by line against a second reading of its source: every key path must be named and described truly, every
 * figure right, every shown row equal to the source's, and every row, item and string left out under a marker. Answers what is
 * wrong, or `undefined`.
 */
export function verifySummary(
  source: string,
  { body, sigil, isOfLines = false }: SummaryCheck,
): string | undefined {
  const root = scanFacts(source);
  if (root === undefined) return "the source is no JSON";
  const checker = new SummaryChecker(source, { root, isOfLines });
  for (const [index, line] of body.split("\n").entries()) {
    const marker = line.includes(sigil) ? readMarker(line, sigil) : undefined;
    const wrong = checker.read(line, marker);
    if (wrong !== undefined) return `line ${index + 1} of the summary: ${wrong}`;
  }
  return checker.finish();
}

const COUNT = /(?: \(([0-9]+)\))?: /y;
const ROW = /^ *(row|line) ([0-9]+): (.*)$/s;

/** What a summary is of. */
export interface SummaryCheck {
  /** Everything below the envelope. */
  readonly body: string;
  /** What every marker in it begins with. */
  readonly sigil: string;
  /** Whether the source is an array of the lines of a text, those that are no JSON as strings. Default `false`. */
  readonly isOfLines?: boolean;
}

class SummaryChecker {
  readonly #source: string;
  readonly #root: ScannedPath;
  readonly #isOfLines: boolean;
  readonly #levels: Level[] = [];
  readonly #leftOut: number[] = [];
  /** Paths that were said to be the same as another, and the other's name. */
  readonly #twins: [path: ScannedPath, name: string][] = [];
  /** What was said of each path by itself. */
  readonly #texts = new Map<ScannedPath, string>();
  readonly #inherited: Inherited[] = [];
  #pending: Level | undefined;
  #hasRoot = false;
  #keysMarked = false;

  constructor(source: string, of: { readonly root: ScannedPath; readonly isOfLines: boolean }) {
    this.#source = source;
    this.#root = of.root;
    this.#isOfLines = of.isOfLines;
  }

  read(line: string, marker: Marker | undefined): string | undefined {
    if (!this.#hasRoot) return this.#readRoot(line);
    const indent = line.length - line.trimStart().length;
    if (marker?.unit === "key") return this.#readKeyMarker(marker);
    const wrong = this.#enter(indent);
    if (wrong !== undefined) return wrong;
    if (marker !== undefined) return this.#readMarker(marker);
    const row = ROW.exec(line);
    if (row !== null) return this.#readRow(row);
    return this.#readKeys(line);
  }

  finish(): string | undefined {
    const wrong = this.#leave(-1) ?? this.#inherit();
    if (wrong !== undefined) return wrong;
    if (!this.#hasRoot) return "the summary is empty";
    const short = new Set(this.#twins.map(([path]) => path));
    if (this.#twins.some(([, name]) => leadsThrough(this.#root, name, short))) {
      return "it refers to what is not written out";
    }
    return this.#leftOut.length > 0 && !this.#keysMarked
      ? "strings are left out without a marker"
      : undefined;
  }

  #readRoot(line: string): string | undefined {
    this.#hasRoot = true;
    if (!line.startsWith("summary: ")) return "it does not begin as a summary";
    this.#levels.push(levelOf(this.#root, { indent: 0, inRows: false }));
    return checkDescription(line.slice(9), this.#root, false) ? undefined : "a figure is wrong";
  }

  /** Goes to the level of a line: one down where the line before opened it, else up as far as it takes. */
  #enter(indent: number): string | undefined {
    const opened = this.#pending;
    this.#pending = undefined;
    if (opened !== undefined) {
      this.#levels.push(opened);
      if (opened.indent === indent) return undefined;
    }
    const wrong = this.#leave(indent);
    if (wrong !== undefined) return wrong;
    return this.#levels.at(-1)?.indent === indent ? undefined : "its indentation is wrong";
  }

  /** Leaves all levels deeper than an indentation; each must be complete. */
  #leave(indent: number): string | undefined {
    if (this.#pending !== undefined) this.#levels.push(this.#pending);
    this.#pending = undefined;
    for (let level = this.#levels.at(-1); level !== undefined; level = this.#levels.at(-1)) {
      if (level.indent <= indent) return undefined;
      const wrong = incompleteness(level);
      if (wrong !== undefined) return wrong;
      this.#inherited.push(...inheritedBy(level));
      this.#levels.pop();
    }
    return undefined;
  }

  /** Checks that what is said of models holds of what was said to be like them. */
  #inherit(): string | undefined {
    for (const { path, model, isId, inRows } of this.#inherited) {
      const text = model === undefined ? undefined : this.#texts.get(model);
      const isScalar = path.count === 1 && path.objects + path.arrays === 0;
      if (text === undefined || !isScalar || !checkDescription(text, path, isId)) {
        return "what it says of an object like another is wrong";
      }
      this.#noteCut(text, path, inRows);
    }
    this.#inherited.length = 0;
    return undefined;
  }

  #noteCut(text: string, path: ScannedPath, inRows: boolean): void {
    const isCut = text === "string" || text.startsWith("begins ");
    if (isCut && !inRows) this.#leftOut.push(path.ordinal);
  }

  #readKeys(line: string): string | undefined {
    const level = this.#levels.at(-1) as Level;
    const start = level.indent;
    if (line.startsWith("[]: ", start)) return this.#readItems(level, line.slice(start + 4));
    const list = readKeyList(line, start);
    COUNT.lastIndex = list?.end ?? line.length;
    const counted = COUNT.exec(line);
    if (list === undefined || counted === null) return "it cannot be read";
    const count = counted[1] === undefined ? level.keys.objects : Number(counted[1]);
    const text = line.slice(list.end + counted[0].length);
    for (const key of list.keys) {
      const wrong = this.#readKey(level, key, { count, text });
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }

  #readKey(
    level: Level,
    key: string,
    { count, text }: { readonly count: number; readonly text: string },
  ): string | undefined {
    const path = level.keys.children.get(key);
    if (path === undefined) return `the source has no key ${JSON.stringify(key)} there`;
    if (level.named.has(key)) return `the key ${JSON.stringify(key)} is named twice`;
    level.named.add(key);
    if (path.count !== count) return `the count of ${JSON.stringify(key)} is wrong`;
    if (text.startsWith("same as ")) {
      return this.#isSame(path, text.slice(8))
        ? undefined
        : `${JSON.stringify(key)} is not the same`;
    }
    const below = { indent: level.indent + 1, inRows: level.inRows || path.count > 1 };
    if (text.startsWith("object like ")) {
      const model = resolvePath(this.#root, text.slice(12));
      if (!isOneObject(path) || !isOneObject(model) || model === path) {
        return `${JSON.stringify(key)} is not like that`;
      }
      this.#pending = levelOf(path, { ...below, model });
      return undefined;
    }
    if (!this.#isTrue(path, text, { level, isId: level.ids.has(key) })) {
      return `what it says of ${JSON.stringify(key)} is wrong`;
    }
    this.#open(path, below);
    return undefined;
  }

  #readItems(level: Level, text: string): string | undefined {
    const items = level.items?.items;
    if (items === undefined || level.namedItems) return "there are no items to describe";
    level.namedItems = true;
    if (!checkDescription(text, items, false)) return "what it says of the items is wrong";
    const owner = level.items as ScannedPath;
    const inRows = level.inRows || owner.count > 1 || items.count > 1;
    this.#open(items, { indent: level.indent + 1, inRows });
    return undefined;
  }

  #isTrue(
    path: ScannedPath,
    text: string,
    { level, isId }: { level: Level; isId: boolean },
  ): boolean {
    this.#noteCut(text, path, level.inRows);
    this.#texts.set(path, text);
    return checkDescription(text, path, isId);
  }

  #open(path: ScannedPath, place: { readonly indent: number; readonly inRows: boolean }): void {
    if (path.children.size > 0 || (path.items !== undefined && path.items.count > 0)) {
      this.#pending = levelOf(path, place);
    }
  }

  /** Whether a path's only value equals that of another path. */
  #isSame(path: ScannedPath, name: string): boolean {
    const other = resolvePath(this.#root, name);
    if (other === undefined || other === path || other.count !== 1 || path.count !== 1)
      return false;
    this.#twins.push([path, name]);
    const text = (of: ScannedPath): string => this.#source.slice(of.from, of.to);
    return equalJson(text(path), text(other));
  }

  #readRow([, word, digits, shown = ""]: readonly (string | undefined)[]): string | undefined {
    const row = Number(digits);
    const level = this.#levels.at(-1) as Level;
    const offsets = level.rows?.itemOffsets;
    const isLine = this.#areLines(level);
    if (offsets === undefined || row !== level.nextRow || word !== (isLine ? "line" : "row")) {
      return "the row is out of place";
    }
    level.nextRow += 1;
    const own = this.#source.slice(offsets[row * 2 - 2], offsets[row * 2 - 1]);
    const isSame =
      isLine && own.startsWith('"') ? JSON.parse(own) === shown : equalJson(own, shown);
    return isSame ? undefined : "the row is not the source's";
  }

  #areLines({ rows }: Level): boolean {
    return this.#isOfLines && rows === this.#root;
  }

  #readMarker({ unit, from, to, count }: Marker): string | undefined {
    const level = this.#levels.at(-1) as Level;
    const { rows } = level;
    const items = rows?.items;
    if (rows === undefined || items === undefined) return "there are no rows to leave out";
    const areRows = items.objects + items.arrays === items.count;
    const plain = areRows ? "row" : "item";
    const isRight = unit === (this.#areLines(level) ? "line" : plain) && from === level.nextRow;
    level.nextRow = to + 1;
    return isRight && to <= items.count && count === to - from + 1
      ? undefined
      : "the marker is wrong";
  }

  #readKeyMarker({ from, to, count }: Marker): string | undefined {
    const wrong = this.#leave(-1) ?? this.#inherit();
    if (wrong !== undefined) return wrong;
    const ordinals = [...this.#leftOut].sort((a, b) => a - b);
    const isRight = ordinals[0] === from && ordinals.at(-1) === to && ordinals.length === count;
    if (this.#keysMarked || !isRight) return "the marker is wrong";
    this.#keysMarked = true;
    return undefined;
  }
}
