/** A text of delimited records as a second reading finds it. */
export interface ScannedCells {
  /** Rows, the header among them, as cells without quotes. */
  readonly rows: readonly (readonly string[])[];
  /** Each row as it stands. */
  readonly raw: readonly string[];
  readonly comments: readonly string[];
}

/** How the text is said to be written. */
export interface ScanOptions {
  readonly separator: string;
  readonly isLiteral: boolean;
}

/**
 * Reads delimited records one character after the other. Shares nothing with the reader that summaries are written from.
 * `undefined` where a quote stands in an odd place or never ends.
 */
export function scanCells(text: string, options: ScanOptions): ScannedCells | undefined {
  const scan = new CellScan(text, options);
  while (!scan.isDone) if (!scan.record()) return undefined;
  return scan;
}

class CellScan implements ScannedCells {
  readonly rows: string[][] = [];
  readonly raw: string[] = [];
  readonly comments: string[] = [];
  readonly #text: string;
  readonly #options: ScanOptions;
  #at: number;

  constructor(text: string, options: ScanOptions) {
    this.#text = text;
    this.#options = options;
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
  }

  get isDone(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Reads a record; `false` where it cannot be read. */
  record(): boolean {
    const start = this.#at;
    const cells: string[] = [];
    if (this.#text[start] === "#" || this.#isBlankLine()) {
      while (!this.#isEnd()) this.#at += 1;
      if (this.#text[start] === "#") this.comments.push(this.#text.slice(start, this.#at));
      this.#skipEnd();
      return true;
    }
    for (;;) {
      const cell = this.#cell();
      if (cell === undefined) return false;
      cells.push(cell);
      if (this.#isEnd()) break;
      if (this.#text[this.#at] !== this.#options.separator) return false;
      this.#at += 1;
    }
    this.rows.push(cells);
    this.raw.push(this.#text.slice(start, this.#at));
    this.#skipEnd();
    return true;
  }

  #cell(): string | undefined {
    const { separator, isLiteral } = this.#options;
    if (!isLiteral && this.#text[this.#at] === '"') return this.#quoted();
    const start = this.#at;
    while (!this.#isEnd() && this.#text[this.#at] !== separator) {
      if (!isLiteral && this.#text[this.#at] === '"') return undefined;
      this.#at += 1;
    }
    return this.#text.slice(start, this.#at);
  }

  #quoted(): string | undefined {
    const pieces: string[] = [];
    let start = this.#at + 1;
    for (let at = start; at < this.#text.length; at++) {
      if (this.#text.charCodeAt(at) !== 34) continue;
      pieces.push(this.#text.slice(start, at));
      if (this.#text.charCodeAt(at + 1) !== 34) {
        this.#at = at + 1;
        return pieces.join('"');
      }
      at += 1;
      start = at + 1;
    }
    return undefined;
  }

  #isEnd(): boolean {
    const code = this.#text.charCodeAt(this.#at);
    if (this.isDone || code === 10) return true;
    return code === 13 && this.#text.charCodeAt(this.#at + 1) === 10;
  }

  #skipEnd(): void {
    this.#at += this.#text.charCodeAt(this.#at) === 13 ? 2 : 1;
  }

  #isBlankLine(): boolean {
    for (let at = this.#at; at < this.#text.length; at++) {
      if (this.#text.charCodeAt(at) === 10) return true;
      if (this.#text.charAt(at).trim() !== "") return false;
    }
    return true;
  }
}
