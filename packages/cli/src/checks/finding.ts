import { isTokenPakError } from "@tokenpak/core";

/** What `tokenpak doctor` says of one thing. */
export interface Finding {
  /** What was looked at: `node`, `sqlite`, `tokenizer`, `index`, `search`, `user folder`, `originals`. */
  readonly name: string;
  /** `warn`: works, with less than there could be. `fail`: does not work. */
  readonly status: "ok" | "warn" | "fail";
  readonly detail: string;
  /** What to do; only where the status is not `ok`. */
  readonly fix?: string;
}

/** The finding of a check that threw. Messages of TokenPak's errors name the fix themselves. */
export function failed(name: string, error: unknown): Finding {
  if (isTokenPakError(error)) return { name, status: "fail", detail: error.message };
  const detail = error instanceof Error ? error.message : String(error);
  return {
    name,
    status: "fail",
    detail,
    fix: "Install TokenPak again; if that does not help, report this.",
  };
}
