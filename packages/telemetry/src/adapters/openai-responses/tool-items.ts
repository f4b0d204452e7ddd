import type { JsonValue } from "@tokenpak/core";
import { type Fields, fieldAt, fieldsAt, textAt } from "../wire/fields.ts";
import { parseJson } from "../wire/parse-json.ts";

/** How an item of the Responses API calls a tool. */
export interface CallItem {
  /** Name of the tool that is called. */
  readonly name: string;
  readonly input: JsonValue;
  /** The provider runs the tool itself. */
  readonly byProvider: boolean;
  /** Fields of the item that the call is read from. */
  readonly fields: readonly string[];
}

/** The call that an item is; `undefined` where it is none. */
export function callItem(item: Fields): CallItem | undefined {
  return CALLS.get(textAt(item, "type") ?? "")?.(item);
}

/** Items with the output of a tool, and whether the provider ran it: `undefined` where an item is none. */
export function isOutputByProvider(item: Fields): boolean | undefined {
  const type = textAt(item, "type") ?? "";
  if (type === "tool_search_output") return textAt(item, "execution") !== "client";
  if (type === "shell_call_output") return textAt(item, "status") !== undefined && "id" in item;
  return OUTPUTS.get(type);
}

const OUTPUTS: ReadonlyMap<string, boolean> = new Map([
  ["function_call_output", false],
  ["custom_tool_call_output", false],
  ["computer_call_output", false],
  ["local_shell_call_output", false],
  ["apply_patch_call_output", false],
  ["program_output", true],
]);

type CallReader = (item: Fields) => CallItem | undefined;

/** A function of the client's, whose arguments are JSON in text; or one that the provider calls at an MCP server. */
const named =
  (field: "arguments" | "input", byProvider: boolean): CallReader =>
  (item) => {
    const name = textAt(item, "name");
    if (name === undefined) return undefined;
    const value = fieldAt(item, field) ?? "";
    const isText = field === "input" || typeof value !== "string";
    return {
      name,
      input: isText ? value : (parseJson(value) ?? value),
      byProvider,
      fields: ["name", field],
    };
  };

/** A built-in tool, of the same name as its item's type less `_call`; its input stands in one field. */
const builtIn =
  (name: string, field: string, byProvider: boolean | ((item: Fields) => boolean)): CallReader =>
  (item) => ({
    name,
    input: fieldAt(item, field) ?? null,
    byProvider: typeof byProvider === "boolean" ? byProvider : byProvider(item),
    fields: [field],
  });

/** In a container of the provider's; without one, or with `local`, the client runs it. */
function inContainer(item: Fields): boolean {
  return (textAt(fieldsAt(item, "environment"), "type") ?? "local") !== "local";
}

function isServerSearch(item: Fields): boolean {
  return textAt(item, "execution") !== "client";
}

const CALLS: ReadonlyMap<string, CallReader> = new Map([
  ["function_call", named("arguments", false)],
  ["custom_tool_call", named("input", false)],
  ["mcp_call", named("arguments", true)],
  ["web_search_call", builtIn("web_search", "action", true)],
  ["file_search_call", builtIn("file_search", "queries", true)],
  ["code_interpreter_call", builtIn("code_interpreter", "code", true)],
  ["image_generation_call", builtIn("image_generation", "revised_prompt", true)],
  ["computer_call", builtIn("computer", "action", false)],
  ["local_shell_call", builtIn("local_shell", "action", false)],
  ["shell_call", builtIn("shell", "action", inContainer)],
  ["apply_patch_call", builtIn("apply_patch", "operation", false)],
  ["tool_search_call", builtIn("tool_search", "arguments", isServerSearch)],
  ["program", builtIn("programmatic_tool_calling", "code", true)],
]);
