/** A string, read. */
export interface TomlString {
  readonly text: string;
  /** Offset behind it. */
  readonly end: number;
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: "\b",
  t: "\t",
  n: "\n",
  f: "\f",
  r: "\r",
  '"': '"',
  "\\": "\\",
};

/** Reads a string of any of the four sorts from its first quote. `undefined` where it is torn or its escapes are unknown. */
export function parseTomlString(text: string, from: number): TomlString | undefined {
  const quote = text.charAt(from);
  const isLong = text.startsWith(quote.repeat(3), from);
  const end = isLong ? longEnd(text, from + 3, quote) : shortEnd(text, from + 1, quote);
  if (end < 0) return undefined;
  const raw = isLong
    ? text.slice(from + 3, end - 3).replace(/^\n/, "")
    : text.slice(from + 1, end - 1);
  const meant = quote === "'" || !raw.includes("\\") ? raw : unescaped(raw, isLong);
  return meant === undefined ? undefined : { text: meant, end };
}

function shortEnd(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\n") return -1;
    if (character === quote) return at + 1;
    if (character === "\\" && quote === '"') at += 1;
  }
  return -1;
}

/** Up to two quotes may stand before the three that close. */
function longEnd(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\" && quote === '"') at += 1;
    else if (character === quote && text.startsWith(quote.repeat(3), at)) {
      let end = at + 3;
      while (end < at + 5 && text.charAt(end) === quote) end += 1;
      return end;
    }
  }
  return -1;
}

function unescaped(raw: string, isLong: boolean): string | undefined {
  const parts: string[] = [];
  let from = 0;
  for (let at = raw.indexOf("\\"); at >= 0; at = raw.indexOf("\\", from)) {
    parts.push(raw.slice(from, at));
    const read = escapeAt(raw, at, isLong);
    if (read === undefined) return undefined;
    parts.push(read.text);
    from = read.end;
  }
  parts.push(raw.slice(from));
  return parts.join("");
}

function escapeAt(raw: string, at: number, isLong: boolean): TomlString | undefined {
  const letter = raw.charAt(at + 1);
  const known = ESCAPES[letter];
  if (known !== undefined) return { text: known, end: at + 2 };
  if (letter === "u") return codeAt(raw, at + 2, 4);
  if (letter === "U") return codeAt(raw, at + 2, 8);
  return isLong ? lineEndAt(raw, at) : undefined;
}

function codeAt(raw: string, from: number, digits: number): TomlString | undefined {
  const hex = raw.slice(from, from + digits);
  const code = Number.parseInt(hex, 16);
  const isCode = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits && code <= 0x10ffff;
  if (!isCode || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return { text: String.fromCodePoint(code), end: from + digits };
}

/** A backslash at the end of a line takes all white space behind it away. */
function lineEndAt(raw: string, at: number): TomlString | undefined {
  let end = at + 1;
  let hasBreak = false;
  for (; end < raw.length && " \t\n".includes(raw.charAt(end)); end++) {
    if (raw.charAt(end) === "\n") hasBreak = true;
  }
  return hasBreak ? { text: "", end } : undefined;
}
