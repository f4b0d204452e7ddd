import { idKeysOf } from "./id-keys.ts";
import type { ScannedPath } from "./scan-facts.ts";

/** The lines of one indentation below a key. */
export interface Level {
  readonly indent: number;
  /** Whose keys stand here. */
  readonly keys: ScannedPath;
  /** Whose items stand here, where they are of more sorts than objects. */
  readonly items: ScannedPath | undefined;
  /** The array whose rows stand here. */
  readonly rows: ScannedPath | undefined;
  readonly ids: ReadonlySet<string>;
  readonly inRows: boolean;
  readonly named: Set<string>;
  namedItems: boolean;
  /** Ordinal of the next row that must be shown or marked. */
  nextRow: number;
  /** The object of which the same is said where a key is not named here. */
  readonly model: ScannedPath | undefined;
}

/** A key of which the same is said as of a model's. */
export interface Inherited {
  readonly path: ScannedPath;
  readonly model: ScannedPath | undefined;
  readonly isId: boolean;
  readonly inRows: boolean;
}

/** What must stand below a path's line. */
export function levelOf(
  path: ScannedPath,
  place: {
    readonly indent: number;
    readonly inRows: boolean;
    readonly model?: ScannedPath | undefined;
  },
): Level {
  const { items } = path;
  const onlyObjects = path.objects === 0 && items !== undefined && items.objects === items.count;
  const inside = onlyObjects && (path.count > 1 || items.count > 1);
  const keys = onlyObjects ? items : path;
  const hasRows = path.count === 1 && path.arrays === 1 && !place.inRows && (items?.count ?? 0) > 0;
  return {
    indent: place.indent,
    keys,
    items: onlyObjects || (items?.count ?? 0) === 0 ? undefined : path,
    rows: hasRows ? path : undefined,
    ids: idKeysOf(keys.children.keys()),
    inRows: place.inRows || inside,
    named: new Set(),
    namedItems: false,
    nextRow: 1,
    model: place.model,
  };
}

/** Whether a path holds one value, an object. */
export function isOneObject(path: ScannedPath | undefined): boolean {
  return path !== undefined && path.count === 1 && path.objects === 1;
}

/** The keys that a level leaves to its model. */
export function inheritedBy({ keys, named, model, ids, inRows }: Level): Inherited[] {
  if (model === undefined) return [];
  return [...keys.children]
    .filter(([key]) => !named.has(key))
    .map(([key, path]) => ({ path, model: model.children.get(key), isId: ids.has(key), inRows }));
}

/** What is missing below a line, or `undefined`. */
export function incompleteness(level: Level): string | undefined {
  for (const key of level.model === undefined ? level.keys.children.keys() : []) {
    if (!level.named.has(key)) return `the key ${JSON.stringify(key)} is missing`;
  }
  if (level.items !== undefined && !level.namedItems) return "the items are not described";
  const count = level.rows?.items?.count;
  return count !== undefined && level.nextRow !== count + 1
    ? "rows are missing without a marker"
    : undefined;
}
