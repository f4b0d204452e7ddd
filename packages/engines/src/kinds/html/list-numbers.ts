import type { HtmlElement } from "./html-node.ts";

/** Numbers of a numbered list's items, as its attributes say: where it starts, which way it goes, and what an item says itself. */
export class ListNumbers {
  readonly #step: 1 | -1;
  #number: number;

  constructor({ attributes, children }: HtmlElement) {
    this.#step = attributes.has("reversed") ? -1 : 1;
    const first =
      this.#step > 0
        ? 1
        : children.filter((child) => child.type === "element" && child.name === "li").length;
    this.#number = wholeNumber(attributes.get("start")) ?? first;
  }

  /** The next item's number; `value` is what the item says of it. */
  next(value: string | undefined): number {
    const number = wholeNumber(value) ?? this.#number;
    this.#number = number + this.#step;
    return number;
  }
}

/** A number of up to eight digits, or `undefined`. */
function wholeNumber(text: string | undefined): number | undefined {
  const digits = /^\s*(-?\d{1,8})(?!\d)/.exec(text ?? "")?.[1];
  return digits === undefined ? undefined : Number(digits);
}
