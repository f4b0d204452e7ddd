import type { TomlDocument, TomlEntry, TomlPart, TomlValue } from "./toml-node.ts";

/** Writes parts of a document in another way than one by one. */
export interface PartWriter {
  /** Lines that stand for parts from an index on, and how many parts those are; `undefined` for none. */
  linesFor(document: TomlDocument, from: number): PartLines | undefined;
}

/** What a {@link PartWriter} answers. */
export interface PartLines {
  readonly lines: readonly string[];
  readonly count: number;
}

/** Writes a document without blank lines and without spaces around signs, arrays on one line where no comment is in them. */
export function writeToml(document: TomlDocument, parts?: PartWriter): string {
  const lines: string[] = [];
  for (let at = 0; at < document.parts.length; at++) {
    const other = parts?.linesFor(document, at);
    if (other === undefined) pushPart(lines, document.parts[at] as TomlPart);
    else {
      for (const line of other.lines) lines.push(line);
      at += other.count - 1;
    }
  }
  for (const comment of document.tail) lines.push(comment);
  return lines.join("\n");
}

/** The lines of a few parts. */
export function partLines(parts: readonly TomlPart[]): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) pushPart(lines, part);
  return lines;
}

function pushPart(lines: string[], { comments, header, note, entries }: TomlPart): void {
  for (const comment of comments) lines.push(comment);
  if (header !== undefined) {
    const { path, isArray } = header;
    lines.push((isArray ? `[[${path.text}]]` : `[${path.text}]`) + behind(note));
  }
  for (const entry of entries) pushEntry(lines, entry);
}

function pushEntry(lines: string[], { comments, key, value, note }: TomlEntry): void {
  for (const comment of comments) lines.push(comment);
  lines.push(`${key.text}=${valueText(value)}${behind(note)}`);
}

function behind(note: string): string {
  return note === "" ? "" : ` ${note}`;
}

/** A value on one line, or as it stands where it cannot be. Recursive: for values of bounded depth. */
function valueText(value: TomlValue): string {
  switch (value.type) {
    case "string":
    case "literal":
      return value.lexeme;
    case "array":
      return value.raw === undefined ? `[${value.items.map(valueText).join(",")}]` : value.raw;
    case "table":
      return `{${value.entries.map(([key, own]) => `${key.text}=${valueText(own)}`).join(",")}}`;
  }
}
