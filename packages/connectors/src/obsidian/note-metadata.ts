import { basename } from "node:path/posix";
import type { JsonValue } from "@tokenpak/core";
import type { NoteLink } from "./note-links.ts";
import { periodOfNote } from "./periodic-note.ts";
import type { Note } from "./read-note.ts";
import type { VaultPaths } from "./vault-paths.ts";

/** Most entries of each list: more say nothing of a single note. */
const MOST = 1000;

/** Longer properties are texts of their own, which search finds anyway. */
const MOST_PROPERTY_UNITS = 1000;

/**
 * What is known of a note, as its block's metadata: `period`, `tags`, `aliases`, `links` (with the path in the vault that each
 * leads to, where there is a file), `urls`, `blocks`, `properties`; each only where there is something in it.
 */
export function noteMetadata(
  note: Note,
  { path, paths }: { readonly path: string; readonly paths: VaultPaths },
): Readonly<Record<string, JsonValue>> {
  const period = periodOfNote(basename(path).replace(/\.[^.]*$/, ""));
  const links = note.links
    .slice(0, MOST)
    .map((link) => linkJson(link, paths.resolve(link.target, path)));
  const properties = Object.entries(note.properties)
    .filter(([name, value]) => JSON.stringify([name, value]).length <= MOST_PROPERTY_UNITS)
    .slice(0, MOST);
  return {
    ...(period === undefined ? {} : { period }),
    ...listed({
      tags: note.tags,
      aliases: note.aliases,
      links,
      urls: note.urls,
      blocks: note.blocks,
    }),
    ...(properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
  };
}

function linkJson(link: NoteLink, path: string | undefined): JsonValue {
  const { target, heading, block, alias, isEmbed } = link;
  return {
    target,
    ...(path === undefined ? {} : { path }),
    ...(heading === undefined ? {} : { heading }),
    ...(block === undefined ? {} : { block }),
    ...(alias === undefined ? {} : { alias }),
    ...(isEmbed ? { embed: true } : {}),
  };
}

function listed(
  lists: Readonly<Record<string, readonly JsonValue[]>>,
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(
    Object.entries(lists)
      .filter(([, list]) => list.length > 0)
      .map(([name, list]) => [name, list.slice(0, MOST)]),
  );
}
