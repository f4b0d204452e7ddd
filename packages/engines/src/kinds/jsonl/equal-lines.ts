import { equalJson } from "../json/equal-json.ts";

/** Whether two texts have as many lines, each the same as the other's or JSON of the same values. */
export function equalLines(left: string, right: string): boolean {
  if (left === right) return true;
  const others = right.split("\n");
  const lines = left.split("\n");
  return (
    lines.length === others.length &&
    lines.every((line, index) => line === others[index] || equalJson(line, others[index] as string))
  );
}
