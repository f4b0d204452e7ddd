import { utcOffsetMinutes } from "../cost/period.ts";

/** A time to the minute, `2026-11-24 00:00`: by the clock on the wall, or of UTC, `2026-11-24 00:00 UTC`. */
export function localTime(at: number, { utc }: { readonly utc: boolean }): string {
  const shown = new Date(at + (utc ? 0 : utcOffsetMinutes(at) * 60_000)).toISOString();
  return `${shown.slice(0, 16).replace("T", " ")}${utc ? " UTC" : ""}`;
}
