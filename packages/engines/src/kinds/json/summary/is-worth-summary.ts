import type { PathFacts } from "./collect-facts.ts";

/** Objects with as many keys may be maps, whose keys are data. */
const MANY_KEYS = 20;
const DATA_KEY = /[0-9][^0-9]*[0-9][^0-9]*[0-9]/;

/**
 * Whether a summary of a document says what it is about. It does not where there are no keys, and not where keys are data (ids,
 * dates): each is a fact of its own then, and its value belongs next to it. Nor does it of JSON Schemas and lists of tools, where
 * every name and type matters.
 */
export function isWorthSummary(root: PathFacts): boolean {
  let keys = 0;
  const open: PathFacts[] = [root];
  for (let facts = open.pop(); facts !== undefined; facts = open.pop()) {
    const own = [...facts.children.keys()];
    if (own.length >= MANY_KEYS) {
      const data = own.filter((key) => DATA_KEY.test(key)).length;
      if (data * 2 > own.length) return false;
    }
    if (isSchema(facts)) return false;
    keys += own.length;
    open.push(...facts.children.values());
    if (facts.element !== undefined) open.push(facts.element);
  }
  return keys > 0;
}

/** Whether objects here have a type, and properties that have one too. */
function isSchema({ children }: PathFacts): boolean {
  const properties = children.get("properties");
  if (properties === undefined || !isStringly(children.get("type"))) return false;
  for (const { children: own } of properties.children.values()) {
    if (isStringly(own.get("type")) || isStringly(own.get("$ref"))) return true;
  }
  return false;
}

function isStringly(facts: PathFacts | undefined): boolean {
  return facts !== undefined && facts.strings.count > 0;
}
