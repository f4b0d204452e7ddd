/** An opening bracket that is not closed yet. Immutable, so that a branch can go back to what was open before it. */
export interface OpenBracket<Form> {
  /** Index of its token. */
  readonly token: number;
  readonly closer: string;
  /** The string that it interrupts. */
  readonly string?: Form;
  readonly around: OpenBracket<Form> | undefined;
}

/** Keeps what was open where a conditional of a preprocessor began, for its other branches. */
export class ConditionalBranches<Form> {
  readonly #begun: ConditionalBegin<Form>[] = [];

  /** Takes a directive's first 40 characters and what is open before it; answers what is open behind it. */
  enter(directive: string, open: OpenBracket<Form> | undefined): OpenBracket<Form> | undefined {
    const word = /^#[ \t]*(\w*)/.exec(directive)?.[1] ?? "";
    if (/^if(?:n?def)?$/.test(word)) {
      this.#begun.push({ before: open, first: undefined, ended: false });
      return open;
    }
    const begun = this.#begun.at(-1);
    if (begun === undefined) return open;
    if (/^(?:else|elif(?:n?def)?)$/.test(word)) {
      if (!begun.ended) {
        begun.first = open;
        begun.ended = true;
      }
      return begun.before;
    }
    if (word !== "endif") return open;
    this.#begun.pop();
    return begun.ended ? begun.first : open;
  }
}

interface ConditionalBegin<Form> {
  readonly before: OpenBracket<Form> | undefined;
  /** What was open at the end of the first branch. */
  first: OpenBracket<Form> | undefined;
  ended: boolean;
}

/** The end of a preprocessor line that begins at `start`, lines that it continues on and comments that it begins included. */
export function behindDirective(text: string, start: number): number {
  for (let at = start; at < text.length; ) {
    if (text[at] !== "\n") at = behindPart(text, at);
    else {
      const end = text[at - 1] === "\r" ? at - 1 : at;
      if (text[end - 1] !== "\\") return end;
      at++;
    }
  }
  return text.length;
}

/** Behind a comment, a string, or one character. A comment up to the end of its line ends before the line break. */
function behindPart(text: string, at: number): number {
  if (text[at] === '"') return behindQuoted(text, at);
  if (text[at] !== "/" || !/[/*]/.test(text[at + 1] ?? "")) return at + 1;
  const line = text[at + 1] === "/";
  const end = text.indexOf(line ? "\n" : "*/", at + 2);
  if (end < 0) return text.length;
  return line ? end : end + 2;
}

/** Behind a string on one line; the end of the line where it has no end, as in the text of an `#error`. */
function behindQuoted(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length && text[at] !== "\n"; at++) {
    if (text[at] === '"') return at + 1;
    if (text[at] === "\\" && text[at + 1] !== "\n" && text[at + 1] !== "\r") at++;
  }
  return at;
}
