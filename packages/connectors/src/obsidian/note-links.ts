/** A link as it stands in a note. */
export interface NoteLink {
  /** Note or file as written, without what follows `#`; empty for the note itself. Of a Markdown link decoded. */
  readonly target: string;
  readonly heading?: string | undefined;
  /** Id of a block, without `^`. */
  readonly block?: string | undefined;
  /** What is shown instead of the target. */
  readonly alias?: string | undefined;
  /** Whether what it names is shown in place. */
  readonly isEmbed: boolean;
}

/** The links of a line and the line without them. */
export interface LinkedLine {
  readonly links: readonly NoteLink[];
  /** Addresses of Markdown links that lead out of the vault. */
  readonly urls: readonly string[];
  /** Each character of a link is a `.`, so that offsets stay. */
  readonly rest: string;
}

/** Finds `[[Note#Heading|alias]]`, `![[file]]` and `[text](path.md)` in a line, in one pass. */
export function readLinks(line: string): LinkedLine {
  const links: NoteLink[] = [];
  const rest = withoutWikilinks(line, links);
  const urls: string[] = [];
  return { links, urls, rest: withoutMarkdownLinks(rest, { links, urls }) };
}

function withoutWikilinks(line: string, links: NoteLink[]): string {
  const parts: string[] = [];
  let done = 0;
  for (;;) {
    const first = line.indexOf("[[", done);
    const close = first < 0 ? -1 : line.indexOf("]]", first + 2);
    if (close < 0) break;
    // The last opening before the close: what is between two is text.
    const open = line.lastIndexOf("[[", close - 2);
    const isEmbed = line[open - 1] === "!";
    const start = isEmbed ? open - 1 : open;
    const link = open >= first ? wikilink(line.slice(open + 2, close), isEmbed) : undefined;
    if (link === undefined) parts.push(line.slice(done, close + 2));
    else {
      links.push(link);
      parts.push(line.slice(done, start), ".".repeat(close + 2 - start));
    }
    done = close + 2;
  }
  return parts.join("") + line.slice(done);
}

function wikilink(inner: string, isEmbed: boolean): NoteLink | undefined {
  // In a table the bar is escaped.
  const bar = inner.indexOf("|");
  const named = (bar < 0 ? inner : inner.slice(0, bar)).replace(/\\$/, "").trim();
  const alias = bar < 0 ? "" : inner.slice(bar + 1).trim();
  if (named === "") return undefined;
  return { ...partsOf(named), ...(alias === "" ? {} : { alias }), isEmbed };
}

/** `Note#Heading`, `Note#^block`, `#Heading`; of nested headings the last counts. */
function partsOf(named: string): Pick<NoteLink, "target" | "heading" | "block"> {
  const hash = named.indexOf("#");
  if (hash < 0) return { target: named };
  const target = named.slice(0, hash).trim();
  const part = named.slice(named.lastIndexOf("#") + 1).trim();
  if (part === "") return { target };
  return part.startsWith("^") ? { target, block: part.slice(1) } : { target, heading: part };
}

interface FoundLinks {
  readonly links: NoteLink[];
  readonly urls: string[];
}

function withoutMarkdownLinks(line: string, found: FoundLinks): string {
  if (!line.includes("](")) return line;
  const parts: string[] = [];
  let done = 0;
  // No bracket opens between this and the end of the last destination.
  let searched = 0;
  for (const { start, text, end } of destinationsIn(line)) {
    if (start < searched) continue;
    const open = line.slice(searched, start - 2).lastIndexOf("[");
    if (open >= 0) {
      const from = searched + open;
      const isEmbed = from > done && line[from - 1] === "!";
      const begin = isEmbed ? from - 1 : from;
      const shown = line.slice(from + 1, start - 2);
      addMarkdownLink(line.slice(text.from, text.to), { ...found, shown, isEmbed });
      parts.push(line.slice(done, begin), ".".repeat(end - begin));
      done = end;
    }
    searched = end;
  }
  return parts.join("") + line.slice(done);
}

function addMarkdownLink(
  destination: string,
  link: FoundLinks & { readonly shown: string; readonly isEmbed: boolean },
): void {
  if (/^[a-z][a-z0-9+.-]{0,30}:|^\/\//i.test(destination)) {
    link.urls.push(destination);
    return;
  }
  const named = decoded(destination);
  if (named === "") return;
  const alias = link.shown.trim();
  link.links.push({
    ...partsOf(named),
    ...(alias === "" ? {} : { alias }),
    isEmbed: link.isEmbed,
  });
}

interface Destination {
  /** After `](`. */
  readonly start: number;
  /** The address, without angles. */
  readonly text: { readonly from: number; readonly to: number };
  /** After the bracket that closes it. */
  readonly end: number;
}

/**
 * What stands after each `](` up to its `)`: `<an address>`, or one without white space whose brackets are in pairs, and after it
 * perhaps a title in quotes.
 */
function destinationsIn(line: string): readonly Destination[] {
  return [...inAngles(line), ...inBrackets(line)].sort((a, b) => a.start - b.start);
}

function* inAngles(line: string): Generator<Destination> {
  let close = -1;
  for (let at = line.indexOf("](<"); at >= 0; at = line.indexOf("](<", at + 3)) {
    if (close < at) close = line.indexOf(">", at);
    if (close < 0) return;
    if (line[close + 1] !== ")") continue;
    yield { start: at + 2, text: { from: at + 3, to: close }, end: close + 2 };
  }
}

/** In one pass: brackets that are open wait on a stack, until white space ends all hope for them. */
function* inBrackets(line: string): Generator<Destination> {
  const open: number[] = [];
  for (const { index, 0: char } of line.matchAll(/[() \t]/g)) {
    if (char === "(") {
      open.push(index);
      continue;
    }
    const last = open.pop();
    if (char !== ")") open.length = 0;
    if (last === undefined || line[last - 1] !== "]" || line[last + 1] === "<") continue;
    const end = closeAt(line, index);
    if (end !== undefined) yield { start: last + 1, text: { from: last + 1, to: index }, end };
  }
}

const TITLE = /[ \t]{1,9}(?:"[^"]*"|'[^']*')?[ \t]{0,9}\)/y;

/** Where a destination that ends at `at` is closed: there, or after a title. */
function closeAt(line: string, at: number): number | undefined {
  if (line[at] === ")") return at + 1;
  TITLE.lastIndex = at;
  return TITLE.test(line) ? TITLE.lastIndex : undefined;
}

function decoded(destination: string): string {
  try {
    return decodeURIComponent(destination);
  } catch {
    return destination;
  }
}
