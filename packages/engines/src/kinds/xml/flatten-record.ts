import { startTag, type XmlAttribute, type XmlElement } from "./xml-node.ts";

/** What an element holds, one value a path: see {@link flattenRecord}. */
export type RecordValue = readonly [path: string, value: string];

/** The value of an element that is written as an empty tag. No content can be this. */
const EMPTY_TAG = "</>";
/** The path of the record's own text. */
const OWN = ".";

const MOST_VALUES = 80;
const DEEPEST = 6;

/**
 * The values of an element in order: `@key` for an attribute, `child` for the text of a child, `child@key` for its attribute,
 * `child/inner` for what is deeper, `child#2` for a second of the same name, `.` for the element's own text. `undefined` for
 * an element that has comments or too many values.
 */
export function flattenRecord(
  element: XmlElement,
  source: string,
  paths: PathTree,
): RecordValue[] | undefined {
  const values: RecordValue[] = [];
  return flatten({ element, path: paths, depth: 0 }, source, values) ? values : undefined;
}

/** Paths of records, each text made once for all of them. */
export class PathTree {
  /** Empty for the record itself. */
  readonly text: string;
  readonly #attributes = new Map<string, string>();
  readonly #children = new Map<string, PathTree[]>();

  constructor(text = "") {
    this.text = text;
  }

  attribute(name: string): string {
    let path = this.#attributes.get(name);
    if (path === undefined) {
      path = `${this.text}@${name}`;
      this.#attributes.set(name, path);
    }
    return path;
  }

  /** The path of the so-manyth child of a name, from 1. */
  child(name: string, count: number): PathTree {
    let trees = this.#children.get(name);
    if (trees === undefined) {
      trees = [];
      this.#children.set(name, trees);
    }
    let tree = trees[count];
    if (tree === undefined) {
      const step = count === 1 ? name : `${name}#${count}`;
      tree = new PathTree(this.text === "" ? step : `${this.text}/${step}`);
      trees[count] = tree;
    }
    return tree;
  }
}

interface Place {
  readonly element: XmlElement;
  readonly path: PathTree;
  readonly depth: number;
}

function flatten({ element, path, depth }: Place, source: string, values: RecordValue[]): boolean {
  for (const { name, value } of element.attributes) values.push([path.attribute(name), value]);
  if (values.length > MOST_VALUES) return false;
  if (element.content !== "elements") {
    const { isSelfClosed, contentFrom, contentTo } = element;
    values.push([
      path.text || OWN,
      isSelfClosed ? EMPTY_TAG : source.slice(contentFrom, contentTo),
    ]);
    return true;
  }
  return depth < DEEPEST && flattenChildren({ element, path, depth }, source, values);
}

function flattenChildren(
  { element, path, depth }: Place,
  source: string,
  values: RecordValue[],
): boolean {
  // No more than MOST_VALUES: each has a value.
  const seen: string[] = [];
  for (const child of element.children) {
    if (child.type === "text") continue;
    if (child.type === "other") return false;
    let count = 1;
    for (const name of seen) if (name === child.name) count += 1;
    seen.push(child.name);
    const below = path.child(child.name, count);
    if (!flatten({ element: child, path: below, depth: depth + 1 }, source, values)) return false;
  }
  return true;
}

/** An element of values in order, as XML. The reverse of {@link flattenRecord}. */
export function recordText(name: string, values: readonly RecordValue[]): string {
  let text = "";
  const open: Tag[] = [{ step: name, name, attributes: [], isWritten: false }];
  const top = (): Tag => open[open.length - 1] as Tag;
  const write = (tag: Tag): void => {
    if (!tag.isWritten) text += startTag(tag.name, tag.attributes, ">");
    tag.isWritten = true;
  };
  const leave = (depth: number): void => {
    while (open.length > depth) {
      write(top());
      text += `</${top().name}>`;
      open.pop();
    }
  };
  for (const [path, value] of values) {
    const { steps, attribute } = partsOf(path);
    let same = 0;
    while (same < steps.length && open[same + 1]?.step === steps[same]) same += 1;
    leave(same + 1);
    for (const step of steps.slice(same)) {
      write(top());
      open.push({ step, name: step.replace(/#[0-9]+$/, ""), attributes: [], isWritten: false });
    }
    if (attribute !== undefined) top().attributes.push({ name: attribute, value });
    else {
      const { name: own, attributes } = top();
      text +=
        value === EMPTY_TAG
          ? startTag(own, attributes, "/>")
          : `${startTag(own, attributes, ">")}${value}</${own}>`;
      open.pop();
    }
  }
  leave(0);
  return text;
}

interface Tag {
  readonly step: string;
  readonly name: string;
  readonly attributes: XmlAttribute[];
  isWritten: boolean;
}

function partsOf(path: string): { readonly steps: readonly string[]; readonly attribute?: string } {
  if (path === OWN) return { steps: [] };
  const at = path.indexOf("@");
  const way = at < 0 ? path : path.slice(0, at);
  const steps = way === "" ? [] : way.split("/");
  return at < 0 ? { steps } : { steps, attribute: path.slice(at + 1) };
}
