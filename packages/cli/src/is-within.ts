import { isAbsolute, relative, sep } from "node:path";

/** Whether a path is a folder or lies somewhere inside it. Both absolute; links are not followed. */
export function isWithin(folder: string, path: string): boolean {
  const between = relative(folder, path);
  return between !== ".." && !between.startsWith(`..${sep}`) && !isAbsolute(between);
}
