/** Levels of lists and quotations, and of links and code in one another, that are written; what is deeper looks like the last. */
export const MOST_NESTED = 12;

/** What stands in front of the lines of a list's item, a quotation or a heading. */
interface Prefix {
  readonly first: string;
  readonly rest: string;
  used: boolean;
}

/** The signs in front of lines, by the lists, quotations and headings that are open. */
export class LinePrefixes {
  readonly #open: Prefix[] = [];
  #deeper = 0;

  /** From here on the next line begins with `first`, those after it with `rest`. */
  push(first: string, rest: string): void {
    if (this.#open.length < MOST_NESTED) this.#open.push({ first, rest, used: false });
    else this.#deeper++;
  }

  pop(): void {
    if (this.#deeper > 0) this.#deeper--;
    else this.#open.pop();
  }

  /** The signs of the line that begins now. */
  next(): string {
    let signs = "";
    for (const prefix of this.#open) {
      signs += prefix.used ? prefix.rest : prefix.first;
      prefix.used = true;
    }
    return signs;
  }

  /** The signs of a blank line: a quotation goes on across it once it has begun. */
  ofBlankLine(): string {
    const quoted = this.#open.filter(({ rest, used }) => used && rest === "> ").length;
    return "> ".repeat(quoted).trimEnd();
  }
}
