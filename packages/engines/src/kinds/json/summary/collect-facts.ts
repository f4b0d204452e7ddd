import { isNumberNode, isStringNode, type JsonNode } from "../json-node.ts";
import {
  compareDecimals,
  type Decimal,
  DecimalSum,
  decimalOf,
  decimalText,
} from "./decimal-sum.ts";

/** Everything that stands at one key path of a document. */
export interface PathFacts {
  /** Values at this path. */
  count: number;
  nulls: number;
  trues: number;
  falses: number;
  objects: number;
  arrays: number;
  readonly numbers: NumberFacts;
  readonly strings: StringFacts;
  /** The first value. */
  readonly first: JsonNode;
  /** Ordinal of the first member here among all members of the document, from 1; 0 for elements and the root. */
  readonly ordinal: number;
  /** By key, in order of first appearance. */
  readonly children: Map<string, PathFacts>;
  /** What the arrays hold. */
  element: PathFacts | undefined;
}

/** The facts of a whole tree, or `undefined` where a number is too long to add. Recursive: for trees of bounded depth. */
export function collectFacts(root: JsonNode): PathFacts | undefined {
  const collector = new Collector();
  const facts = newFacts(root, 0);
  collector.add(facts, root);
  return collector.isExact ? facts : undefined;
}

class Collector {
  isExact = true;
  #members = 0;

  add(facts: PathFacts, node: JsonNode): void {
    facts.count += 1;
    if (typeof node === "string") this.#addScalar(facts, node);
    else if (node.type === "array") {
      facts.arrays += 1;
      for (const item of node.items) {
        facts.element ??= newFacts(item, 0);
        this.add(facts.element, item);
      }
    } else {
      facts.objects += 1;
      for (let at = 0; at < node.keys.length; at++) {
        const key = node.keys[at] as string;
        const value = node.values[at] as JsonNode;
        this.#members += 1;
        let child = facts.children.get(key);
        if (child === undefined) {
          child = newFacts(value, this.#members);
          facts.children.set(key, child);
        }
        this.add(child, value);
      }
    }
  }

  #addScalar(facts: PathFacts, node: string): void {
    if (isStringNode(node)) facts.strings.add(node.slice(1));
    else if (isNumberNode(node)) this.isExact = facts.numbers.add(node) && this.isExact;
    else if (node === "true") facts.trues += 1;
    else if (node === "false") facts.falses += 1;
    else facts.nulls += 1;
  }
}

function newFacts(first: JsonNode, ordinal: number): PathFacts {
  return {
    count: 0,
    nulls: 0,
    trues: 0,
    falses: 0,
    objects: 0,
    arrays: 0,
    numbers: new NumberFacts(),
    strings: new StringFacts(),
    first,
    ordinal,
    children: new Map(),
    element: undefined,
  };
}

/** Least, greatest and sum of numbers, and the distinct ones in order. */
export class NumberFacts {
  count = 0;
  /** Lexemes, the first among equals; empty where there is no number. */
  least = "";
  greatest = "";
  readonly #lexemes: string[] = [];
  readonly #sum = new DecimalSum();

  /** `false` where the number is too long to add. */
  add(lexeme: string): boolean {
    this.count += 1;
    this.#lexemes.push(lexeme);
    if (this.count === 1) {
      this.least = lexeme;
      this.greatest = lexeme;
    } else if (isLess(lexeme, this.least)) this.least = lexeme;
    else if (isLess(this.greatest, lexeme)) this.greatest = lexeme;
    return this.#sum.add(lexeme);
  }

  sum(): string {
    return decimalText(this.#sum.total());
  }

  /** All numbers in order, by lexeme. */
  lexemes(): readonly string[] {
    return this.#lexemes;
  }
}

/** How often which strings occur. */
export class StringFacts {
  count = 0;
  readonly #all: string[] = [];

  add(text: string): void {
    this.count += 1;
    this.#all.push(text);
  }

  /** All strings in order. */
  all(): readonly string[] {
    return this.#all;
  }
}

function isLess(left: string, right: string): boolean {
  const a = Number(left);
  const b = Number(right);
  if (a !== b) return a < b;
  if (left === right) return false;
  const [exactLeft, exactRight] = [decimalOf(left), decimalOf(right)];
  return exactLeft !== undefined && exactRight !== undefined && isBelow(exactLeft, exactRight);
}

function isBelow(left: Decimal, right: Decimal): boolean {
  return compareDecimals(left, right) < 0;
}
