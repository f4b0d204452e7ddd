import type { BudgetItem } from "./budget-components.ts";

/** What a turn of a conversation is, as far as it decides what must stay with what. */
export interface Turn {
  /** `undefined` where nothing says it. */
  readonly role: TurnRole | undefined;
  /** Ids of the calls of tools that it makes or answers. */
  readonly callIds: readonly string[];
}

/** `other` is any that is named and none of these: `system`, `developer`, ... */
export type TurnRole = "user" | "assistant" | "tool" | "other";

const ROLES: ReadonlyMap<string, TurnRole> = new Map<string, TurnRole>([
  ["user", "user"],
  ["human", "user"],
  ["assistant", "assistant"],
  ["ai", "assistant"],
  ["model", "assistant"],
  ["tool call", "assistant"],
  ["function call", "assistant"],
  ["tool", "tool"],
  ["tool result", "tool"],
  ["tool output", "tool"],
  ["function", "tool"],
  ["function result", "tool"],
  ["function call output", "tool"],
  ["observation", "tool"],
  ["system", "other"],
  ["developer", "other"],
]);

/** Who speaks, at the beginning of a text; Markdown's signs of emphasis and of headings may stand around it. */
const PREFIX =
  /^\s{0,8}[*_#>\s]{0,8}(user|human|assistant|ai|model|tool call|function call|tool(?: (?:result|output))?|function(?: (?:result|call output))?|observation|system|developer)[*_]{0,3}\s?:[*_]{0,3}\s*/i;

const LONGEST_PREFIX = 200;

/** The turn that a text is. */
export function turnOfText(text: string): Turn {
  const prefix = PREFIX.exec(text.slice(0, LONGEST_PREFIX));
  return { role: ROLES.get(prefix?.[1]?.toLowerCase() ?? ""), callIds: [] };
}

/** What a text says first of who speaks, with what parts it from the rest: `User: `. Empty where it says nothing. */
export function rolePrefix(text: string): string {
  return PREFIX.exec(text.slice(0, LONGEST_PREFIX))?.[0] ?? "";
}

/** The turn that an item is. Its own `role` goes before what its text begins with. */
export function turnOfItem(item: string | BudgetItem): Turn {
  if (typeof item === "string") return turnOfText(item);
  const role = answersOnly(item) ? "tool" : roleOf(item);
  return { role, callIds: callIdsOf(item) };
}

function roleOf({ role, text }: BudgetItem): TurnRole | undefined {
  if (role === undefined) return turnOfText(text).role;
  return ROLES.get(role.toLowerCase().replaceAll(/[-_]/g, " ")) ?? "other";
}

const ID_FIELDS = ["callId", "toolCallId", "call_id", "tool_call_id", "tool_use_id"] as const;
const CALL_LISTS = ["toolCalls", "tool_calls"] as const;

function callIdsOf(item: BudgetItem): string[] {
  const ids = ID_FIELDS.map((field) => fieldOf(item, field));
  for (const list of CALL_LISTS) {
    for (const call of listIn(item, list)) {
      ids.push(fieldOf(call, "id"), ...ID_FIELDS.map((field) => fieldOf(call, field)));
    }
  }
  for (const block of listIn(item, "content")) {
    if (fieldOf(block, "type") === "tool_use") ids.push(fieldOf(block, "id"));
    ids.push(...ID_FIELDS.map((field) => fieldOf(block, field)));
  }
  return ids.filter((id) => typeof id === "string" && id !== "") as string[];
}

/** Anthropic's results of tools stand in turns of the user, who then says nothing. */
function answersOnly(item: BudgetItem): boolean {
  const blocks = listIn(item, "content");
  return blocks.length > 0 && blocks.every((block) => fieldOf(block, "type") === "tool_result");
}

function listIn(value: object, field: string): readonly unknown[] {
  const list = fieldOf(value, field);
  return Array.isArray(list) ? list : [];
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[field]
    : undefined;
}
