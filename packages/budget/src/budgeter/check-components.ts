import { TokenPakError } from "@tokenpak/core";
import type { BudgetComponents } from "./budget-components.ts";
import { BUCKET_PRIORITIES, BUCKETS } from "./budget-config.ts";

/**
 * The components, when they are what their type says: most callers are not checked by a compiler. What an allocation says beside its
 * buckets is passed over. Throws `INVALID_OPTION` with what is wrong, where, and what to give.
 */
export function checkComponents(components: unknown): BudgetComponents {
  // A Map has entries, and no keys that could be checked.
  if (!isObject(components) || components instanceof Map) {
    throw wrong(`The components are ${kindOf(components)}: give an object with ${NAMES}.`);
  }
  for (const [name, component] of Object.entries(components)) {
    if (TOTALS.has(name)) continue;
    if (!BUCKETS.some((bucket) => bucket === name)) {
      throw wrong(`There is no bucket ${JSON.stringify(name)}: use ${NAMES}.`);
    }
    if (component !== undefined) checkComponent(name, component);
  }
  return components;
}

const NAMES = `${BUCKETS.slice(0, -1).join(", ")} and ${BUCKETS.at(-1)}, as far as there is something to put into them`;

const TOTALS = new Set(["totalTokens", "budget", "trims"]);
const FIELDS = new Set(["text", "items", "priority", "tokens"]);

function checkComponent(name: string, component: unknown): void {
  if (!isObject(component)) {
    throw wrong(`${name} is ${kindOf(component)}: give { text } or { items }.`);
  }
  const unknown = Object.keys(component).find((field) => !FIELDS.has(field));
  if (unknown !== undefined) {
    throw wrong(
      `${name} has no field ${JSON.stringify(unknown)}: give text or items, and priority if you like.`,
    );
  }
  const { text, items, priority } = component;
  if ((text === undefined) === (items === undefined)) {
    throw wrong(`${name} has ${text === undefined ? "neither" : "both"}: give text or items.`);
  }
  if (text !== undefined && typeof text !== "string") {
    throw wrong(`${name}.text is ${kindOf(text)}: give a string.`);
  }
  if (priority !== undefined && !BUCKET_PRIORITIES.some((known) => known === priority)) {
    throw wrong(`${name}.priority is ${kindOf(priority)}: give ${BUCKET_PRIORITIES.join(", ")}.`);
  }
  if (items !== undefined) checkItems(`${name}.items`, items);
}

function checkItems(where: string, items: unknown): void {
  if (!Array.isArray(items)) {
    throw wrong(`${where} is ${kindOf(items)}: give a list of strings, or of objects with a text.`);
  }
  for (let index = 0; index < items.length; index++) {
    const item: unknown = items[index];
    if (typeof item !== "string") checkItem(`${where}[${index}]`, item);
  }
}

function checkItem(where: string, item: unknown): void {
  const { text, score, pinned, role } = isObject(item) ? item : NO_ITEM;
  if (typeof text !== "string") {
    throw wrong(
      `${where} is ${kindOf(item)}: give a string, or an object whose text is one, of a message what will be sent.`,
    );
  }
  if (score !== undefined && !Number.isFinite(score)) {
    throw wrong(`${where}.score is ${kindOf(score)}: give a finite number, or leave it out.`);
  }
  if (pinned !== undefined && typeof pinned !== "boolean") {
    throw wrong(`${where}.pinned is ${kindOf(pinned)}: give true or false, or leave it out.`);
  }
  if (role !== undefined && typeof role !== "string") {
    throw wrong(`${where}.role is ${kindOf(role)}: give a string such as "user", or leave it out.`);
  }
}

const NO_ITEM: Readonly<Record<string, unknown>> = {};

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (typeof value === "number" || value === null || value === undefined) return String(value);
  if (typeof value === "string") {
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}...` : value);
  }
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object without what it needs" : `a ${typeof value}`;
}

function wrong(message: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", message);
}
