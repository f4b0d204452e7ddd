import { parseArgs } from "node:util";
import { nearestName } from "@tokenpak/core";
import type { ArgDef, ArgsDef } from "citty";
import { usageError } from "../usage-error.ts";

/** What a command takes: citty's definitions, and those of its flags that may be given more than once. */
export interface Accepted {
  readonly args: ArgsDef;
  readonly repeatable?: readonly string[];
}

/** The values of the flags that may be repeated, in order; citty would keep the last one only. */
export type RepeatedValues = Readonly<Record<string, readonly string[]>>;

/**
 * Refuses what citty would swallow: throws `WRONG_USE` for whatever is unknown, missing, superfluous, given twice without being
 * repeatable, or a value where none belongs. What passes, citty reads as it was meant. Whether a value makes sense is not
 * looked at.
 */
export function checkArguments(rawArgs: readonly string[], accepted: Accepted): RepeatedValues {
  const { args, repeatable = [] } = accepted;
  const { tokens } = parseArgs({
    args: [...rawArgs],
    options: Object.fromEntries(flagsOf(args).map(([name, flag]) => [name, nodeOption(flag)])),
    // Node's strict mode has no suggestions; the tokens tell everything it would check.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>(repeatable.map((name) => [name, []]));
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const value = checkFlag(token, args);
    if (value === undefined) continue;
    const others = values.get(token.name);
    if (others === undefined) values.set(token.name, [value]);
    else if (repeatable.includes(token.name)) others.push(value);
    else throw usageError(`${token.rawName} is given twice. Give it once.`);
  }
  checkPositionals(positionals, args);
  return Object.fromEntries(repeatable.map((name) => [name, values.get(name) ?? []]));
}

interface FlagToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

/** The value of a flag that takes one, `undefined` for a switch. */
function checkFlag(
  { name, rawName, value, inlineValue }: FlagToken,
  args: ArgsDef,
): string | undefined {
  const definition = Object.hasOwn(args, name) ? args[name] : undefined;
  if (definition === undefined || definition.type === "positional") {
    throw unknownFlag(rawName, args);
  }
  if (definition.type === "boolean") {
    if (inlineValue) throw usageError(`${rawName} takes no value.`);
    return undefined;
  }
  if (value !== undefined && (inlineValue || !/^-./.test(value) || isNumeric(value))) return value;
  const example =
    value === undefined ? "" : ` For one that begins with a dash write ${rawName}=${value}.`;
  throw usageError(`${rawName} needs a value.${example}`);
}

function checkPositionals(given: readonly string[], args: ArgsDef): void {
  const wanted = Object.entries(args).filter(([, { type }]) => type === "positional");
  for (const [index, [name, { required }]] of wanted.entries()) {
    if (given[index] === undefined && required !== false) throw usageError(`<${name}> is missing.`);
  }
  const surplus = given[wanted.length];
  if (surplus === undefined) return;
  const [last] = wanted.at(-1) ?? [];
  const hint = last === undefined ? "" : ` If it belongs to <${last}>, put that in quotes.`;
  throw usageError(`Unexpected argument ${JSON.stringify(surplus)}.${hint}`);
}

function unknownFlag(rawName: string, args: ArgsDef): Error {
  const names = flagsOf(args).map(([name]) => name);
  const near = nearestName(rawName.replace(/^-+/, ""), names);
  const known = names.map((name) => `--${name}`).join(", ");
  const hint = near === undefined ? `Known: ${known}.` : `Did you mean --${near}?`;
  return usageError(
    `Unknown flag ${rawName}. ${hint} (Write -- in front of an argument that begins with a dash.)`,
  );
}

function flagsOf(args: ArgsDef): readonly [string, ArgDef][] {
  return Object.entries(args).filter(([, { type }]) => type !== "positional");
}

function nodeOption(flag: ArgDef) {
  if (flag.type !== "boolean") return { type: "string", multiple: true } as const;
  const short = shortOf(flag);
  return { type: "boolean", multiple: true, ...(short !== undefined && { short }) } as const;
}

/** The one letter that stands for a flag, for example `h` for `-h`. */
export function shortOf(definition: ArgDef): string | undefined {
  return "alias" in definition && typeof definition.alias === "string"
    ? definition.alias
    : undefined;
}

function isNumeric(value: string): boolean {
  return /^-\d/.test(value);
}
