/** A tag or a stretch of text of an HTML source, by offsets; found by a scanner that shares nothing with the tokenizer. */
export interface Piece {
  readonly sort: "text" | "raw" | "start" | "end" | "quiet";
  /** Name of the tag, or of the element whose raw text this is; lower-case. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** For start tags: whether they end themselves. */
  readonly alone: boolean;
}

/** Elements whose text has no tags in it. */
const RAW = /^(?:script|style|title|textarea|xmp)$/;
const ALONE =
  /^(?:area|base|basefont|bgsound|br|col|command|embed|frame|hr|image|img|input|keygen|link|meta|param|source|track|wbr)$/;
const VALUE_ENDS = unitsOf("> \t\n\f\r");
const TAG_ENDS = unitsOf("/> \t\n\f\r");
const NAME_ENDS = unitsOf("=/> \t\n\f\r");

/** The pieces of an HTML source, in order. A tag without an end is none. */
export function scanPage(text: string): Piece[] {
  const pieces: Piece[] = [];
  let textFrom = 0;
  for (let at = text.indexOf("<"); at >= 0 && at < text.length; at = text.indexOf("<", at)) {
    const markup = markupAt(text, at);
    if (markup === undefined) {
      at++;
      continue;
    }
    if (at > textFrom) pieces.push(textPiece("", textFrom, at));
    const { sort, name, alone } = markup;
    const to = Math.min(markup.to, text.length);
    pieces.push({ sort, name, from: at, to, alone });
    at = to;
    if (sort === "start" && !alone && RAW.test(name)) {
      at = rawEnd(text, to, name);
      if (at > to) pieces.push(textPiece(name, to, at));
    }
    textFrom = at;
  }
  if (text.length > textFrom) pieces.push(textPiece("", textFrom, text.length));
  return pieces;
}

/** Text, or that of an element whose text has no tags in it. */
function textPiece(name: string, from: number, to: number): Piece {
  return { sort: name === "" ? "text" : "raw", name, from, to, alone: false };
}

function unitsOf(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, (character) => character.charCodeAt(0)));
}

type Markup = Pick<Piece, "alone" | "name" | "sort" | "to">;

/** What begins at a `<`, or `undefined` where it is a mere sign. */
function markupAt(text: string, at: number): Markup | undefined {
  const next = text.charAt(at + 1);
  if (next === "!") return quiet(declarationEnd(text, at));
  if (next === "?") return quiet(behind(text, ">", at + 2));
  if (next === "/") return endTagAt(text, at);
  return isLetter(next) ? startTagAt(text, at) : undefined;
}

function quiet(to: number): Markup {
  return { sort: "quiet", name: "", alone: false, to };
}

function declarationEnd(text: string, at: number): number {
  if (text.startsWith("<!--", at)) {
    // A comment may end with its own beginning.
    const short = text.startsWith(">", at + 4)
      ? at + 5
      : text.startsWith("->", at + 4)
        ? at + 6
        : 0;
    return short > 0 ? short : behind(text, "-->", at + 4);
  }
  if (text.startsWith("<![CDATA[", at)) return behind(text, "]]>", at + 9);
  if (text[at + 2] === "[") return behind(text, ">", at + 3);
  return behind(text, ">", text[at + 2] === "-" ? at + 4 : at + 3);
}

function endTagAt(text: string, at: number): Markup | undefined {
  let name = at + 2;
  while (isSpace(text, name)) name++;
  if (name >= text.length) return quiet(text.length);
  if (text[name] === ">") return undefined;
  if (!isLetter(text.charAt(name))) return quiet(behind(text, ">", name));
  const nameEnd = endOf(text, name, VALUE_ENDS);
  const to = behind(text, ">", nameEnd);
  if (text[to - 1] !== ">" || to > text.length) return quiet(text.length);
  return { sort: "end", name: text.slice(name, nameEnd).toLowerCase(), alone: false, to };
}

function startTagAt(text: string, at: number): Markup {
  const nameEnd = endOf(text, at + 1, TAG_ENDS);
  const name = text.slice(at + 1, nameEnd).toLowerCase();
  const end = walkAttributes(text, nameEnd, ignore);
  if (end === undefined) return quiet(text.length);
  return { sort: "start", name, alone: end.closed || ALONE.test(name), to: end.to };
}

/** What most tags have. */
export const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** The attributes of a start tag, the first of each name, undecoded. */
export function attributesAt(
  text: string,
  { from, to }: Pick<Piece, "from" | "to">,
): ReadonlyMap<string, string> {
  const nameEnd = endOf(text, from + 1, TAG_ENDS);
  if (nameEnd + 1 >= to) return NO_ATTRIBUTES;
  const attributes = new Map<string, string>();
  walkAttributes(text.slice(0, to), nameEnd, (name, value) => {
    if (!attributes.has(name)) attributes.set(name, value);
  });
  return attributes;
}

function ignore(): undefined {
  return undefined;
}

/** Reads attributes up to the end of a tag; answers where it ends and whether it closes itself, `undefined` where it is torn. */
function walkAttributes(
  text: string,
  start: number,
  found: (name: string, value: string) => void,
): { readonly to: number; readonly closed: boolean } | undefined {
  let slash = false;
  for (let at = start; at < text.length; ) {
    const character = text.charAt(at);
    if (character === ">") return { to: at + 1, closed: slash };
    if (character === "/" || isSpace(text, at)) {
      slash ||= character === "/";
      at++;
      continue;
    }
    slash = false;
    const nameEnd = endOf(text, at + 1, NAME_ENDS);
    const name = text.slice(at, nameEnd).toLowerCase();
    let next = nameEnd;
    while (isSpace(text, next)) next++;
    if (text[next] !== "=") {
      found(name, "");
      at = next;
      continue;
    }
    const value = valueAt(text, next + 1);
    if (value === undefined) return undefined;
    found(name, text.slice(value.from, value.to));
    at = value.next;
  }
  return undefined;
}

function valueAt(
  text: string,
  start: number,
): { readonly from: number; readonly to: number; readonly next: number } | undefined {
  let from = start;
  while (isSpace(text, from)) from++;
  const quote = text.charAt(from);
  if (quote !== '"' && quote !== "'") {
    const to = endOf(text, from, VALUE_ENDS);
    return { from, to, next: to };
  }
  const to = text.indexOf(quote, from + 1);
  return to < 0 ? undefined : { from: from + 1, to, next: to + 1 };
}

function rawEnd(text: string, from: number, name: string): number {
  const end = new RegExp(`</${name}[> \\t\\n\\f\\r]`, "gi");
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

/** Behind the next occurrence; the end of the text where there is none. */
function behind(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at < 0 ? text.length : at + part.length;
}

/** The next offset with one of these code units; the end of the text where there is none. */
function endOf(text: string, from: number, units: ReadonlySet<number>): number {
  let at = from;
  while (at < text.length && !units.has(text.charCodeAt(at))) at++;
  return at;
}

function isSpace(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 32 || (unit >= 9 && unit <= 13 && unit !== 11);
}

function isLetter(character: string): boolean {
  return (character >= "a" && character <= "z") || (character >= "A" && character <= "Z");
}
