/** What no tag holds: white space, and all punctuation but `-`, `_` and `/`. */
const NO_TAG = /[\s\u2000-\u206F\u2E00-\u2E7F'!"#$%&()*+,.:;<=>?@^`{|}~[\]\\]/u;

/** Tags of a line that has neither code nor links: `#name` or `#parent/child` after white space, not of digits alone. */
export function readTags(line: string): readonly string[] {
  const tags: string[] = [];
  for (let at = line.indexOf("#"); at >= 0; ) {
    const end = tagEnd(line, at + 1);
    if (at === 0 || /\s/.test(line[at - 1] as string)) {
      const tag = tagOf(line.slice(at + 1, end));
      if (tag !== undefined) tags.push(tag);
    }
    at = line.indexOf("#", Math.max(end, at + 1));
  }
  return tags;
}

/** A tag as it is kept: without `#` and without `/` at its ends; `undefined` for what is none. */
export function tagOf(text: string): string | undefined {
  const tag = text.replace(/^[#/]{1,9}/, "").replace(/\/{1,9}$/, "");
  return tag === "" || NO_TAG.test(tag) || /^\d+$/.test(tag) ? undefined : tag;
}

/** Each tag once; upper and lower case are one tag, spelled as it is first. */
export function uniqueTags(tags: Iterable<string>): readonly string[] {
  const found = new Map<string, string>();
  for (const tag of tags) {
    const key = tag.toLowerCase();
    if (!found.has(key)) found.set(key, tag);
  }
  return [...found.values()];
}

function tagEnd(line: string, start: number): number {
  let end = start;
  while (end < line.length && !NO_TAG.test(line[end] as string)) end++;
  return end;
}
