const BARE_KEY = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_ .@/+-]*[\p{L}\p{N}_.@/+-])?$/u;

/** A key as it stands on a line or in a header: bare where nothing in it could be read as notation. */
export function keyText(key: string): string {
  return BARE_KEY.test(key) ? key : JSON.stringify(key);
}
