const BARE = /^[A-Za-z0-9_.:@/+=-]+$/;
const NUMBER_LIKE = /^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const COUNTER = /^[0-9]{1,15}$/;
const PREFIX_END = /[^A-Za-z0-9]/;

/**
 * Distinct ids in order of first appearance, separated by spaces: numbers as they are, strings bare or in JSON quotes, a
 * shared beginning named once (`usr_*: 001 002`), three or more that count on joined (`7..12`, `001..100`).
 */
export function idList(ids: readonly string[], { areStrings }: { areStrings: boolean }): string {
  const distinct = [...new Set(ids)];
  if (!areStrings) return joinRuns(distinct).join(" ");
  const prefix = sharedPrefix(distinct);
  const rests = distinct.map((id) => id.slice(prefix.length));
  if (prefix !== "" && rests.every((rest) => BARE.test(rest) && !rest.includes(".."))) {
    return `${prefix}*: ${joinRuns(rests).join(" ")}`;
  }
  return distinct.map(quoted).join(" ");
}

function quoted(id: string): string {
  return BARE.test(id) && !NUMBER_LIKE.test(id) && !id.includes("..") && !id.endsWith(":")
    ? id
    : JSON.stringify(id);
}

/** What all ids begin with, up to a character that is no letter or digit; empty where that is short. */
function sharedPrefix(ids: readonly string[]): string {
  const first = ids[0] ?? "";
  if (ids.length < 3) return "";
  let length = first.length;
  for (const id of ids) {
    let same = 0;
    while (same < length && id.charCodeAt(same) === first.charCodeAt(same)) same += 1;
    length = same;
  }
  while (length > 0 && !PREFIX_END.test(first.charAt(length - 1))) length -= 1;
  return length >= 2 && BARE.test(first.slice(0, length)) ? first.slice(0, length) : "";
}

/** Joins three or more that each follow the one before. */
function joinRuns(ids: readonly string[]): string[] {
  const texts: string[] = [];
  for (let at = 0; at < ids.length; ) {
    let end = at;
    while (end + 1 < ids.length && follows(ids[end] as string, ids[end + 1] as string)) end += 1;
    if (end - at >= 2) {
      texts.push(`${ids[at]}..${ids[end]}`);
      at = end + 1;
    } else {
      texts.push(ids[at] as string);
      at += 1;
    }
  }
  return texts;
}

function follows(id: string, next: string): boolean {
  if (!COUNTER.test(id) || !COUNTER.test(next)) return false;
  return `${Number(id) + 1}`.padStart(id.length, "0") === next;
}
