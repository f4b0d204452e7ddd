import type { PlainValue } from "../../tables/plain-value.ts";
import { readYamlTokens } from "./read-yaml-tokens.ts";

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/**
 * The documents of a YAML stream as JSON values, several as a list: plain scalars that JSON has are themselves, all else are
 * strings, a tag before what it stands before. `undefined` where the stream is not read.
 */
export function yamlValues(text: string): PlainValue | undefined {
  const tokens = readYamlTokens(text);
  if (tokens === undefined) return undefined;
  const builder = new ValueBuilder();
  for (const token of tokens) builder.take(token.charAt(0), token.slice(1));
  return builder.result();
}

class ValueBuilder {
  readonly #documents: PlainValue[] = [];
  readonly #open: Exclude<PlainValue, string>[] = [];
  #key = "";
  #tag = "";

  result(): PlainValue | undefined {
    return this.#documents.length === 1 ? this.#documents[0] : { list: this.#documents };
  }

  take(sort: string, rest: string): void {
    switch (sort) {
      case "D":
        this.#documents.push("null");
        break;
      case "k":
        this.#key = rest.slice(1);
        break;
      case "!":
        if (rest.startsWith("!")) this.#tag = rest;
        break;
      case "v":
        this.#put(this.#scalar(rest));
        break;
      case "{":
        this.#begin({ pairs: [] });
        break;
      case "[":
        this.#begin({ list: [] });
        break;
      case "}":
      case "]":
        this.#open.pop();
    }
  }

  #begin(value: Exclude<PlainValue, string>): void {
    this.#tag = "";
    this.#put(value);
    this.#open.push(value);
  }

  #put(value: PlainValue): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#documents[this.#documents.length - 1] = value;
    else if ("list" in parent) parent.list.push(value);
    else parent.pairs.push([this.#key, value]);
  }

  #scalar(token: string): string {
    const tag = this.#tag;
    this.#tag = "";
    const text = token.slice(1);
    const isEmpty = token === "pnull";
    if (tag !== "") return JSON.stringify(isEmpty ? tag : `${tag} ${text}`);
    if (token.startsWith("p") && (NUMBER.test(text) || /^(?:true|false|null)$/.test(text))) {
      return text;
    }
    return JSON.stringify(text);
  }
}
