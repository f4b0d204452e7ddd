import { resolve } from "node:path";

/** The project that somebody typed: a path as people type it is made absolute, anything else is a name. */
export function projectNamed(text: string, cwd: string): string {
  return /^(?:\.{1,2}(?:\/|$)|\/)/.test(text) ? resolve(cwd, text) : text;
}
