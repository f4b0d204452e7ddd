import { TokenPakError } from "@tokenpak/core";

/** The error for columns that no encoder of ours can have written. */
export function malformedColumns(part: string): TokenPakError {
  return new TokenPakError(
    "NOT_REVERSIBLE",
    `This output cannot be unpacked: ${part} is not as TokenPak writes it. Read the original from the store by its ref.`,
  );
}
