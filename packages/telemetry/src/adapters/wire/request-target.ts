import type { WireHints } from "../provider-adapter.ts";

/** Path of the request without its query and without a slash at its end; `undefined` where it is not known. */
export function pathOf(hints: WireHints | undefined): string | undefined {
  const path = hints?.path;
  if (path === undefined || path === "") return undefined;
  const query = path.search(/[?#]/);
  const bare = query < 0 ? path : path.slice(0, query);
  return bare.endsWith("/") ? bare.slice(0, -1) : bare;
}

/** Host that the request goes to, in lower case and without its port; `undefined` where it is not known. */
export function hostOf(hints: WireHints | undefined): string | undefined {
  const host = hints?.host?.trim().toLowerCase();
  return host ? host.replace(/:\d+$/, "") : undefined;
}

/** Part of a path as it was before it was encoded; as it stands where it is not validly encoded. */
export function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
