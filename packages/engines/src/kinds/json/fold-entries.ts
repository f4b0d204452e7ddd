import { keyText } from "./key-text.ts";

/** One `key=value` of a header, or `key: value` line; `key` and `value` only where the value is bare and fixed. */
export interface Entry {
  readonly text: string;
  readonly key?: string;
  readonly value?: string;
}

/**
 * Joins runs of three or more entries whose keys end alike and whose values begin alike and go on with their key:
 *
 *     followers_url: $u/followers
 *     gists_url: $u/gists{/gist_id}          *_url: $u/*: followers gists{/gist_id} blobs=git/blobs
 *     blobs_url: $u/git/blobs
 */
export function foldEntries(entries: readonly Entry[], assign: string): string[] {
  const texts: string[] = [];
  let at = 0;
  while (at < entries.length) {
    const run = runAt(entries, at);
    if (run === undefined) {
      texts.push((entries[at] as Entry).text);
      at += 1;
      continue;
    }
    const { suffix, prefix, items } = run;
    texts.push(`*${suffix}${assign}${prefix}*: ${items.join(" ")}`);
    at += items.length;
  }
  return texts;
}

interface Run {
  readonly suffix: string;
  readonly prefix: string;
  readonly items: readonly string[];
}

const MIN_RUN = 3;
const MIN_PREFIX = 2;
const STEM = /^[A-Za-z0-9_-]+$/;
const TAIL = /^[^\s,;()[\]*"]*$/;

function runAt(entries: readonly Entry[], start: number): Run | undefined {
  const first = partsOf(entries[start]);
  const second = partsOf(entries[start + 1]);
  if (first === undefined || second === undefined || first.suffix !== second.suffix)
    return undefined;
  const prefix = commonPrefix(first.value, second.value);
  if (prefix.length < MIN_PREFIX || /[\s*"{}]/.test(prefix)) return undefined;
  const items: string[] = [];
  for (let at = start; at < entries.length; at++) {
    const parts = partsOf(entries[at]);
    if (parts?.suffix !== first.suffix || !parts.value.startsWith(prefix)) break;
    const tail = parts.value.slice(prefix.length);
    if (!TAIL.test(tail)) break;
    items.push(itemText(parts.stem, tail));
  }
  return items.length < MIN_RUN ? undefined : { suffix: first.suffix, prefix, items };
}

function itemText(stem: string, tail: string): string {
  const rest = tail.slice(stem.length);
  return tail.startsWith(stem) && !/^[A-Za-z0-9_=-]/.test(rest) ? tail : `${stem}=${tail}`;
}

function partsOf(entry: Entry | undefined) {
  if (entry?.key === undefined || entry.value === undefined) return undefined;
  const cut = entry.key.lastIndexOf("_");
  const stem = entry.key.slice(0, cut);
  const suffix = entry.key.slice(cut);
  if (cut <= 0 || !STEM.test(stem) || !STEM.test(suffix) || keyText(entry.key) !== entry.key) {
    return undefined;
  }
  return { stem, suffix, value: entry.value };
}

/** What two values share, up to and with a slash. */
function commonPrefix(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left.charCodeAt(length) === right.charCodeAt(length)) length += 1;
  return left.slice(0, left.lastIndexOf("/", length - 1) + 1);
}
