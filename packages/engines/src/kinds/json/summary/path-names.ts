import type { ScannedPath } from "./scan-facts.ts";

/** The path that a name like `items[].owner` leads to. */
export function resolvePath(root: ScannedPath, name: string): ScannedPath | undefined {
  return stepsOf(root, name).at(-1);
}

/** Whether a name leads through one of these paths. */
export function leadsThrough(
  root: ScannedPath,
  name: string,
  paths: ReadonlySet<ScannedPath>,
): boolean {
  return stepsOf(root, name).some((path) => path !== undefined && paths.has(path));
}

/** The paths on the way of a name, its own last. */
function stepsOf(root: ScannedPath, name: string): (ScannedPath | undefined)[] {
  let path: ScannedPath | undefined = root;
  return name
    .replaceAll("[]", ".[]")
    .split(".")
    .filter((part) => part !== "")
    .map((part) => {
      path = part === "[]" ? path?.items : path?.children.get(part);
      return path;
    });
}
