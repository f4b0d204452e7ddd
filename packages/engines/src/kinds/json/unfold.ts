import { malformed } from "./malformed.ts";

/** The entries that a folded line or header entry stands for, as `foldEntries` joined them. */
export function unfold(text: string, assign: string): { key: string; value: string }[] {
  const equals = text.indexOf(assign);
  const suffix = text.slice(1, equals);
  const from = equals + assign.length;
  const star = text.indexOf("*: ", from);
  if (equals < 0 || star < 0) throw malformed("a folded line");
  const prefix = text.slice(from, star);
  return text
    .slice(star + 3)
    .split(" ")
    .map((item) => {
      const stem = STEM.exec(item)?.[0];
      if (stem === undefined) throw malformed("a folded line");
      const tail = item[stem.length] === "=" ? item.slice(stem.length + 1) : item;
      return { key: stem + suffix, value: prefix + tail };
    });
}

const STEM = /^[A-Za-z0-9_-]+/;
