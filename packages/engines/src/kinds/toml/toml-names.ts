import type { TomlHeader, TomlKey } from "./toml-node.ts";

/** Which tables and keys a document has named. */
export class TomlNames {
  readonly #headers = new Set<string>();
  /** Elements of each array of tables so far, by its place. */
  readonly #elements = new Map<string, number>();
  #keys = new Set<string>();

  addHeader({ path, isArray }: TomlHeader): boolean {
    this.#keys = new Set();
    let place = "";
    for (const [index, name] of path.names.entries()) {
      place += `${JSON.stringify(name)}.`;
      const elements = this.#elements.get(place);
      if (index === path.names.length - 1) {
        if (isArray) this.#elements.set(place, (elements ?? 0) + 1);
        if (isArray || elements !== undefined) return isArray && !this.#headers.has(place);
      }
      if (elements !== undefined) place += `${elements}.`;
    }
    const isNew = !this.#headers.has(place);
    this.#headers.add(place);
    return isNew;
  }

  addKey({ names }: TomlKey): boolean {
    const key = JSON.stringify(names);
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    return true;
  }
}
