import type { PackOptions } from "@tokenpak/core";

/** A predicate for text that `preserve` names. Regular expressions are tried from the beginning, whatever their `lastIndex`. */
export function preserves(
  preserve: NonNullable<PackOptions["preserve"]>,
): (text: string) => boolean {
  const tests = preserve.map((item) => {
    if (typeof item === "string")
      return (text: string): boolean => item !== "" && text.includes(item);
    const pattern = new RegExp(item.source, item.flags.replace(/[gy]/g, ""));
    return (text: string): boolean => pattern.test(text);
  });
  return (text) => tests.some((test) => test(text));
}
