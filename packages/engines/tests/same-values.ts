import { KIND_PROCESSORS, kindProcessorOf } from "../src/kinds/kind-processors.ts";

/** Whether two texts hold the same values in the notation of any kind that has value-exact rungs. */
export function sameValues(left: string, right: string): boolean {
  if (left === right) return true;
  return KIND_PROCESSORS.some(({ kind }) => {
    try {
      return kindProcessorOf(kind).equalValues?.(left, right) === true;
    } catch {
      return false;
    }
  });
}
