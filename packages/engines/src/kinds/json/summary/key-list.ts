import { BARE_LETTERS } from "../bare-letters.ts";

const BARE = new RegExp(`^[${BARE_LETTERS}.@/+-]+$`);
const STEM = /^[A-Za-z0-9_-]+$/;

/** A key in a summary: bare where nothing in it could be read as notation. */
export function keyListText(keys: readonly string[]): string {
  const texts: string[] = [];
  for (let at = 0; at < keys.length; ) {
    const end = runEnd(keys, at);
    if (end - at >= 3) {
      const suffix = suffixOf(keys[at] as string) as string;
      const stems = keys.slice(at, end).map((key) => key.slice(0, -suffix.length));
      texts.push(`{${stems.join(",")}}${suffix}`);
      at = end;
    } else {
      texts.push(oneKey(keys[at] as string));
      at += 1;
    }
  }
  return texts.join(",");
}

function oneKey(key: string): string {
  return BARE.test(key) ? key : JSON.stringify(key);
}

/** Behind the keys from `start` that end in the same `_word`. */
function runEnd(keys: readonly string[], start: number): number {
  const suffix = suffixOf(keys[start] as string);
  let end = start + 1;
  if (suffix === undefined) return end;
  while (end < keys.length && suffixOf(keys[end] as string) === suffix) end += 1;
  return end;
}

function suffixOf(key: string): string | undefined {
  const cut = key.lastIndexOf("_");
  return cut > 0 && cut < key.length - 1 && STEM.test(key) ? key.slice(cut) : undefined;
}
