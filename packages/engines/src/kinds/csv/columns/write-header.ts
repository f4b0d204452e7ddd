import type { ColumnPlan, PlanPart } from "./column-plan.ts";
import { literalText, nameText, valueText } from "./column-text.ts";
import { countingText } from "./counting.ts";

/** What stands above the records' lines: each column with what is known of its values, separated by commas. */
export function headerText(plans: readonly ColumnPlan[]): string {
  return plans.map(entryText).join(",");
}

function entryText({ column, parts, labels, fallback }: ColumnPlan): string {
  let text = nameText(column.name);
  if (labels !== undefined) {
    const entries = [...labels].map(([value, label]) => `${label}=${valueText(value)}`);
    text += `[${entries.join(",")}]`;
  }
  if (parts.length !== 1 || parts[0]?.type !== "hole") text += `=${templateText(parts)}`;
  if (fallback !== undefined) {
    text += `?=${fallback.value === undefined ? "~" : valueText(fallback.value)}`;
  }
  return text;
}

function templateText(parts: readonly PlanPart[]): string {
  const [only] = parts;
  if (parts.length === 1 && only?.type === "literal") return valueText(only.text);
  return parts.map((part, index) => partText(part, parts[index + 1])).join("");
}

function partText(part: PlanPart, next: PlanPart | undefined): string {
  switch (part.type) {
    case "literal":
      return literalText(part.text);
    case "counting":
      return countingText(part.counting);
    case "section":
      return "^";
    case "hole":
      return "*";
    default: {
      const isGlued = next?.type === "literal" && /^\w/.test(next.text);
      if (!/^\w+$/.test(part.column.name)) return `\${${part.column.name}}`;
      return isGlued ? `\${${part.column.name}}` : `$${part.column.name}`;
    }
  }
}
