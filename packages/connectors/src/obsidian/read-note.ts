import type { JsonValue } from "@tokenpak/core";
import { readFrontMatter, textsOf } from "./front-matter.ts";
import { noteLines } from "./note-lines.ts";
import { type NoteLink, readLinks } from "./note-links.ts";
import { readTags, tagOf, uniqueTags } from "./note-tags.ts";

/** What a note says of itself and where it leads. */
export interface Note {
  /** From the front matter, else the first heading; `undefined` for neither. */
  readonly title: string | undefined;
  readonly aliases: readonly string[];
  /** Without `#`, each once. */
  readonly tags: readonly string[];
  readonly links: readonly NoteLink[];
  /** Addresses outside of the vault, each once. */
  readonly urls: readonly string[];
  /** Ids that blocks have in it (`^id` at the end of a line), without `^`. */
  readonly blocks: readonly string[];
  /** The other properties of the front matter. */
  readonly properties: Readonly<Record<string, JsonValue>>;
}

/** Reads a note in Obsidian's Markdown. Any text is one; linear in its length. */
export function readNote(text: string): Note {
  const { end, properties } = readFrontMatter(text);
  const { title, alias, aliases, tag, tags, ...others } = properties;
  const found = new FoundParts();
  found.addTags(textsOf(tags, /[,\s]/));
  found.addTags(textsOf(tag, /[,\s]/));
  for (const value of Object.values(others)) {
    for (const line of textsOf(value, /\n/)) found.addLinks(line);
  }
  for (const line of noteLines(text, end)) found.addLine(line.text, line.source);
  return {
    title: textsOf(title, /\n/)[0] ?? found.heading,
    aliases: [...new Set([...textsOf(aliases, /,/), ...textsOf(alias, /,/)])],
    tags: uniqueTags(found.tags),
    links: found.links,
    urls: [...found.urls],
    blocks: [...found.blocks],
    properties: others,
  };
}

class FoundParts {
  heading: string | undefined;
  readonly tags: string[] = [];
  readonly links: NoteLink[] = [];
  readonly urls = new Set<string>();
  readonly blocks = new Set<string>();

  addTags(texts: readonly string[]): void {
    for (const text of texts) {
      const tag = tagOf(text);
      if (tag !== undefined) this.tags.push(tag);
    }
  }

  addLine(line: string, source: string): void {
    const rest = this.addLinks(line);
    for (const tag of readTags(rest)) this.tags.push(tag);
    this.heading ??= headingOf(source);
    const block = /(?:^|\s)\^([A-Za-z0-9-]{1,100})\s{0,9}$/.exec(line.slice(-120))?.[1];
    if (block !== undefined) this.blocks.add(block);
  }

  /** Answers the line without its links. */
  addLinks(line: string): string {
    const { links, urls, rest } = readLinks(line);
    for (const link of links) this.links.push(link);
    for (const url of urls) this.urls.add(url);
    return rest;
  }
}

/** Longer lines are no headings. */
const MOST_HEADING_UNITS = 1000;

function headingOf(line: string): string | undefined {
  if (line.length > MOST_HEADING_UNITS) return undefined;
  const heading = /^ {0,3}#{1,6}[ \t]+(.*)$/.exec(line)?.[1]?.trim();
  const text = heading?.replace(/[ \t]#+$/, "").trim();
  return text === undefined || text === "" || /^#+$/.test(text) ? undefined : text;
}
