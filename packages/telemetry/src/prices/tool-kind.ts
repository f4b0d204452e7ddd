/**
 * One name for a tool that a provider runs, whatever its usage calls the number of calls: `web_search_requests` and `web_search_calls`
 * are `web_search`. A tool that is not known stays as it is.
 */
export function toolKind(name: string): string {
  const lower = name.toLowerCase();
  return KINDS.find(([start]) => lower.startsWith(start))?.[1] ?? lower;
}

const KINDS: readonly (readonly [start: string, kind: string])[] = [
  ["web_search", "web_search"],
  ["web_fetch", "web_fetch"],
  ["file_search", "file_search"],
  ["code_execution", "code_execution"],
  ["code_interpreter", "code_execution"],
];
