/** A name in a log (of a model, a session, a folder): text of 1 to 4,096 characters; `undefined` for everything else. */
export function nameOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= LONGEST ? value : undefined;
}

const LONGEST = 4096;
