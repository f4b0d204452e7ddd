import { formatMarker, type Marker, type MarkerStyle } from "@tokenpak/core";
import type { ComputedDraft } from "../../../ladder/draft.ts";
import type { RungRequest } from "../../../ladder/kind-processor.ts";
import { type JsonArray, type JsonNode, nodeToJson } from "../json-node.ts";
import { chooseRows } from "./choose-rows.ts";
import type { PathFacts } from "./collect-facts.ts";
import { describeFacts, holdsOnlyObjects, leavesOut } from "./describe-facts.ts";
import { idKeysOf } from "./id-keys.ts";
import { keyListText } from "./key-list.ts";
import { ModelObjects } from "./model-objects.ts";

/** What {@link writeSummary} is given besides the facts. */
export interface SummaryContext {
  readonly source: string;
  readonly request: RungRequest;
  /** Share of an array's rows that may be shown whole, 0 to 1; -1 for hardly any. */
  readonly share: number;
  readonly style: MarkerStyle;
  /** The lines of a text whose rows the document's items are. Default: the items are rows of an array. */
  readonly lines?: readonly string[] | undefined;
}

/**
 * A document's key paths, one line each with what stands there, deeper ones indented; neighbours of which the same is to be
 * said share a line. Rows that matter stand whole as `row 17: {...}`, markers stand for what is left out:
 *
 *     summary: array of 100 objects
 *     id: numbers min 1 max 100 sum 5050 ids 1..100
 *     status: strings "ok" 97, "failed" 3
 *     {html,avatar}_url: strings
 *     ... rows 1-16
 *     row 17: {"id":17,"status":"failed",...}
 *     ... rows 18-100
 */
export function writeSummary(
  root: PathFacts,
  context: SummaryContext,
): ReturnType<ComputedDraft["render"]> {
  const writer = new SummaryWriter(context);
  writer.root(root);
  return { body: writer.lines.join("\n"), markers: writer.markers };
}

interface Place {
  readonly indent: string;
  /** Whether this is inside the rows of an array, whose omission its marker says already. */
  readonly inRows: boolean;
  /** Keys of which the same is said as of a model's. */
  readonly skipped?: ReadonlySet<string> | undefined;
}

interface Line {
  readonly keys: string[];
  readonly text: string;
  readonly isAlone: boolean;
  readonly below: () => void;
}

class SummaryWriter {
  readonly lines: string[] = [];
  readonly markers: (Marker & { readonly source: string })[] = [];
  readonly #context: SummaryContext;
  readonly #leftOut: PathFacts[] = [];
  /** Paths of the objects written so far, by their JSON. */
  readonly #written = new Map<string, string>();
  readonly #models = new ModelObjects();

  constructor(context: SummaryContext) {
    this.#context = context;
  }

  root(facts: PathFacts): void {
    this.lines.push(`summary: ${describeFacts(facts, false)}`);
    this.#below(facts, "", { indent: "", inRows: false });
    this.#markLeftOut();
  }

  /** What stands below a path's line: the keys of its objects, then what its arrays hold. */
  #below(facts: PathFacts, path: Path, place: Place): void {
    this.#children(facts, path, place);
    const { element } = facts;
    if (element === undefined) return;
    const inRows = place.inRows || facts.count > 1 || element.count > 1;
    const { indent } = place;
    if (holdsOnlyObjects(facts)) this.#children(element, pathOfItems(path), { indent, inRows });
    else {
      this.lines.push(`${place.indent}[]: ${describeFacts(element, false)}`);
      this.#below(element, pathOfItems(path), { indent: `${place.indent} `, inRows });
    }
    if (!place.inRows && facts.arrays === 1 && facts.count === 1) {
      const { lines } = this.#context;
      const rows = (facts.first as JsonArray).items;
      this.#rows({ rows, indent: place.indent, lines: path === "" ? lines : undefined });
    }
  }

  #children(facts: PathFacts, path: Path, place: Place): void {
    const ids = idKeysOf(facts.children.keys());
    const lines: Line[] = [];
    const alike = new Map<string, Line>();
    for (const [key, child] of facts.children) {
      if (place.skipped?.has(key) === true) {
        this.#noteLeftOut(child, ids.has(key), place);
        continue;
      }
      const line = this.#lineOf(child, {
        key,
        path: pathBelow(path, key),
        isId: ids.has(key),
        expected: facts.objects,
        place,
      });
      const same = line.isAlone ? undefined : alike.get(line.text);
      if (same === undefined) {
        lines.push(line);
        if (!line.isAlone) alike.set(line.text, line);
      } else same.keys.push(key);
    }
    for (const { keys, text, below } of lines) {
      this.lines.push(`${place.indent}${keyListText(keys)}${text}`);
      below();
    }
  }

  #lineOf(facts: PathFacts, child: Child): Line {
    const { key, path, isId, expected, place } = child;
    const counted = facts.count === expected ? "" : ` (${facts.count})`;
    const twin = this.#twinOf(facts, path);
    const like = twin === undefined ? this.#models.likeOf(facts, path) : undefined;
    this.#noteLeftOut(facts, isId, place);
    const hasBelow = twin === undefined && (facts.children.size > 0 || facts.element !== undefined);
    const below = { indent: `${place.indent} `, inRows: place.inRows || facts.count > 1 };
    const own = like === undefined ? describeFacts(facts, isId) : `object like ${like.path}`;
    return {
      keys: [key],
      text: `${counted}: ${twin === undefined ? own : `same as ${twin}`}`,
      isAlone: hasBelow || twin !== undefined,
      below: () => {
        if (hasBelow) this.#below(facts, path, { ...below, skipped: like?.keys });
      },
    };
  }

  #noteLeftOut(facts: PathFacts, isId: boolean, { inRows }: Place): void {
    if (leavesOut(facts, isId) && !inRows) this.#leftOut.push(facts);
  }

  /** The path of an equal object written before; remembers this one otherwise. */
  #twinOf({ count, first, children }: PathFacts, path: Path): string | undefined {
    if (count !== 1 || children.size < 4 || path === undefined) return undefined;
    if (typeof first === "string" || first.to - first.from > LONGEST_TWIN) return undefined;
    const json = nodeToJson(first);
    const twin = this.#written.get(json);
    if (twin === undefined) this.#written.set(json, path);
    return twin;
  }

  #rows(list: RowList): void {
    const { rows, indent, lines } = list;
    if (lines === undefined && rows.some((item) => typeof item === "string")) {
      this.#mark({ unit: "item", from: 1, to: rows.length, count: rows.length }, list);
      return;
    }
    const unit = lines === undefined ? "row" : "line";
    let next = 1;
    for (const row of [...chooseRows(rows, this.#context), rows.length + 1]) {
      if (row > next) this.#mark({ unit, from: next, to: row - 1, count: row - next }, list);
      if (row > rows.length) break;
      const own = rows[row - 1] as JsonNode;
      const text = lines?.[row - 1] ?? nodeToJson(own);
      this.lines.push(`${indent}${unit} ${row}: ${text}`);
      next = row + 1;
    }
  }

  #mark(marker: Marker, { rows, indent, lines }: RowList): void {
    const { source, style } = this.#context;
    this.lines.push(indent + formatMarker(marker, style));
    const first = rows[marker.from - 1] as JsonNode;
    const last = rows[marker.to - 1] as JsonNode;
    const own = (): string =>
      rows
        .slice(marker.from - 1, marker.to)
        .map(nodeToJson)
        .join(",");
    const isPlain = typeof first === "string" || typeof last === "string";
    const ofArray = (): string =>
      isPlain ? own() : source.slice((first as JsonArray).from, (last as JsonArray).to);
    const text = lines?.slice(marker.from - 1, marker.to).join("\n") ?? ofArray();
    this.markers.push({ ...marker, source: text });
  }

  /** One marker for all single strings that are left out, counted in members of the document. */
  #markLeftOut(): void {
    const left = this.#leftOut;
    const [first] = left;
    if (first === undefined) return;
    const ordinals = left.map(({ ordinal }) => ordinal);
    const to = ordinals.reduce((most, ordinal) => Math.max(most, ordinal));
    const from = ordinals.reduce((least, ordinal) => Math.min(least, ordinal));
    const marker = { unit: "key", from, to, count: left.length } as const;
    this.lines.push(formatMarker(marker, this.#context.style));
    this.markers.push({
      ...marker,
      source: left.map((facts) => nodeToJson(facts.first)).join("\n"),
    });
  }
}

/** Rows of one array, and the lines that they were read from where it is a text's. */
interface RowList {
  readonly rows: readonly JsonNode[];
  readonly indent: string;
  readonly lines: readonly string[] | undefined;
}

interface Child {
  readonly key: string;
  readonly path: Path;
  readonly isId: boolean;
  /** How many objects could have the key. */
  readonly expected: number;
  readonly place: Place;
}

/** Keys joined by dots, with `[]` for the items of an array; `undefined` where a key is not plain enough for that. */
type Path = string | undefined;

/** Characters of the largest object that is compared with those before it. */
const LONGEST_TWIN = 6_000;

const PLAIN_KEY = /^[A-Za-z0-9_-]+$/;

function pathBelow(path: Path, key: string): Path {
  if (path === undefined || !PLAIN_KEY.test(key)) return undefined;
  return path === "" ? key : `${path}.${key}`;
}

function pathOfItems(path: Path): Path {
  return path === undefined ? undefined : `${path}[]`;
}
