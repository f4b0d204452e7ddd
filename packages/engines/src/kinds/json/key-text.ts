import { BARE_LETTERS } from "./bare-letters.ts";

const BARE_KEY = new RegExp(
  `^[${BARE_LETTERS}](?:[${BARE_LETTERS} .@/+-]*[${BARE_LETTERS}.@/+-])?$`,
);

/** A key as it stands on a line or in a header: bare where nothing in it could be read as notation. */
export function keyText(key: string): string {
  return BARE_KEY.test(key) ? key : JSON.stringify(key);
}

/** The name of a key in a row that names it, with those of the objects around it, joined by dots. */
export function pathText(path: readonly string[]): string {
  return path.map((key) => (key.includes(".") ? JSON.stringify(key) : keyText(key))).join(".");
}
