import { nearestName } from "@tokenpak/core";
import {
  BUCKETS,
  BUDGET_CONFIG_SCHEMA,
  type BucketName,
  type BudgetConfig,
  type BudgetConfigInit,
  DEFAULT_BUDGET_CONFIG,
} from "./budget-config.ts";
import type { ConfigEntry, ConfigNode } from "./config-node.ts";
import type { ConfigPlace, ConfigProblem } from "./config-problem.ts";
import { rangeProblems } from "./range-problems.ts";

/** A configuration laid over the defaults, and everything that is wrong with it or has no effect. */
export interface ResolvedConfig {
  /** To be used only when there are no problems. */
  readonly config: BudgetConfig;
  readonly problems: readonly ConfigProblem[];
  readonly notes: readonly ConfigProblem[];
}

/**
 * Checks a configuration. Keys may be written in camelCase or, as in the files of the Python package, in snake_case. That package's
 * `trim_order` and `thresholds` are taken and noted: here priorities decide what is trimmed, and nothing is cut to a fixed size.
 * `line` is where the root stands in its file.
 */
export function resolveBudgetConfig(
  root: ConfigNode,
  { line }: { readonly line?: number | undefined } = {},
): ResolvedConfig {
  const found: Found = { places: new Map(), problems: [], notes: [] };
  const top = { path: "", name: "", line };
  const init = gather(root, { shape: SHAPE, at: top, found }) as BudgetConfigInit;
  const { success, error } = BUDGET_CONFIG_SCHEMA.safeParse(init);
  for (const { path, message } of error?.issues ?? []) {
    const place = found.places.get(path.join(".")) as ConfigPlace;
    const value = path.reduce<unknown>(
      (from, key) => (from as Record<PropertyKey, unknown>)[key],
      init,
    );
    found.problems.push({ ...place, message: `${place.name} is ${shown(value)}; ${message}.` });
  }
  const config = overDefaults(success ? init : {});
  found.problems.push(...rangeProblems(config, found.places));
  return { config, problems: found.problems, notes: found.notes };
}

interface Found {
  /** By path in camelCase. */
  readonly places: Map<string, ConfigPlace>;
  readonly problems: ConfigProblem[];
  readonly notes: ConfigProblem[];
}

interface Shape {
  readonly [key: string]: Shape | "value";
}

const RANGE: Shape = { minPct: "value", maxPct: "value", priority: "value" };
const SHAPE: Shape = {
  totalTokens: "value",
  buckets: Object.fromEntries(BUCKETS.map((name) => [name, RANGE])),
};

const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  trimOrder:
    "the bucket with the lowest priority is trimmed first; set priority in buckets instead",
  thresholds:
    "a bucket is trimmed no further than its share asks for; set the ranges in buckets instead",
};

const SPEND_KEYS = ["daily_limit_usd", "monthly_limit_usd", "alert_at_percent", "hard_stop"];

interface Within {
  readonly shape: Shape;
  readonly at: ConfigPlace & { readonly path: string };
  readonly found: Found;
}

/** What a map says, with its keys in camelCase. As deep as the shape is. */
function gather(node: ConfigNode, { shape, at, found }: Within): Record<string, unknown> {
  const gathered: Record<string, unknown> = {};
  if (node.entries === undefined) {
    if (node.value !== null) found.problems.push(noMap(node, shape, at));
    return gathered;
  }
  for (const entry of node.entries()) {
    const place = { name: joined(at.name, shownKey(entry.key)), line: entry.line };
    const key = Object.keys(shape).find((known) => isKey(entry.key, known));
    if (key === undefined) {
      refuseOrNote(entry, place, { shape, at, found });
      continue;
    }
    const path = joined(at.path, key);
    const earlier = found.places.get(path);
    if (earlier !== undefined) {
      found.problems.push({ line: place.line, message: twice(place, earlier) });
      continue;
    }
    found.places.set(path, place);
    const inner = shape[key] as Shape | "value";
    gathered[key] =
      inner === "value"
        ? entry.node.value
        : gather(entry.node, { shape: inner, at: { ...place, path }, found });
  }
  return gathered;
}

function refuseOrNote(entry: ConfigEntry, place: ConfigPlace, { shape, at, found }: Within): void {
  const { key } = entry;
  const { name, line } = place;
  const isTop = at.path === "";
  const noted = isTop && Object.keys(WITHOUT_EFFECT).find((known) => isKey(key, known));
  if (noted) {
    found.notes.push({ line, message: `${name} has no effect: ${WITHOUT_EFFECT[noted]}.` });
  } else if (isTop && SPEND_KEYS.includes(key)) {
    const message = `${name} is about spending, and this file about tokens in a context; set it with "tokenpak budget set".`;
    found.problems.push({ line, message });
  } else {
    found.problems.push({ line, message: `${name} is not known; ${knownLike(entry, shape)}` });
  }
}

function knownLike({ key, line }: ConfigEntry, shape: Shape): string {
  const isCamel = /[A-Z]/.test(key) || line === undefined;
  const names = Object.keys(shape).map((known) => (isCamel ? known : snakeCase(known)));
  const nearest = nearestName(key, names);
  return nearest === undefined ? `give ${names.join(", ")}.` : `did you mean ${nearest}?`;
}

function noMap({ value }: ConfigNode, shape: Shape, { name, line }: ConfigPlace): ConfigProblem {
  const keys = Object.keys(shape).map((key) => (line === undefined ? key : snakeCase(key)));
  const what = name === "" ? "the configuration" : name;
  return { line, message: `${what} is ${shown(value)}; give a map with ${keys.join(", ")}.` };
}

function twice({ name }: ConfigPlace, earlier: ConfigPlace): string {
  const where = earlier.line === undefined ? "" : ` in line ${earlier.line}`;
  return `${name} is given twice, as ${earlier.name}${where} too; keep one.`;
}

function overDefaults({ totalTokens, buckets }: BudgetConfigInit): BudgetConfig {
  const { totalTokens: usual, buckets: ranges } = DEFAULT_BUDGET_CONFIG;
  const rangeOf = (name: BucketName) => ({ ...ranges[name], ...buckets?.[name] });
  return {
    totalTokens: totalTokens ?? usual,
    buckets: {
      state: rangeOf("state"),
      recent: rangeOf("recent"),
      evidence: rangeOf("evidence"),
      tools: rangeOf("tools"),
    },
  };
}

function isKey(written: string, key: string): boolean {
  return written === key || written === snakeCase(key);
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function joined(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function shownKey(key: string): string {
  if (/^[\w-]{1,60}$/.test(key)) return key;
  return JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}...` : key);
}

function shown(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
  }
  if (typeof value !== "object") return String(value).slice(0, 60);
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  return kind === "Object" ? "a map" : `a ${kind}`;
}
