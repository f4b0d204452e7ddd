import { parseArgs } from "node:util";
import { usageError } from "../usage-error.ts";
import type { ArgumentDefinition, ArgumentDefinitions, ArgumentValues } from "./argument.ts";
import { nearestName } from "./nearest-name.ts";
import { readValue } from "./read-value.ts";

/**
 * Reads arguments by their definitions: flags anywhere, `--flag value` or `--flag=value`, one-letter aliases, everything after
 * `--` positional. Throws `WRONG_USE` for whatever is unknown, missing, superfluous, given twice or not of its type.
 */
export function parseArguments<const A extends ArgumentDefinitions>(
  definitions: A,
  argv: readonly string[],
): ArgumentValues<A> {
  const flags = Object.entries(definitions).filter(([, { type }]) => type !== "positional");
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(flags.map(([name, flag]) => [name, nodeOption(flag)])),
    // Node's strict mode has no suggestions; the tokens tell everything it would check.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, unknown>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind === "option") addFlag(token, { definitions, values });
  }
  addPositionals(positionals, { definitions, values });
  for (const [name, definition] of Object.entries(definitions)) {
    if (values.has(name)) continue;
    if (definition.type === "switch") values.set(name, false);
    if (isRepeatable(definition)) values.set(name, []);
  }
  return Object.fromEntries(values) as ArgumentValues<A>;
}

interface Parsed {
  readonly definitions: ArgumentDefinitions;
  readonly values: Map<string, unknown>;
}

interface FlagToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function nodeOption(flag: ArgumentDefinition) {
  if (flag.type !== "switch") return { type: "string", multiple: true } as const;
  const { short } = flag;
  return { type: "boolean", multiple: true, ...(short !== undefined && { short }) } as const;
}

function addFlag(token: FlagToken, { definitions, values }: Parsed): void {
  const { name, rawName, value, inlineValue } = token;
  const definition = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
  if (definition === undefined || definition.type === "positional") {
    throw unknownFlag(rawName, definitions);
  }
  if (definition.type === "switch") {
    if (inlineValue) throw usageError(`${rawName} takes no value.`);
    values.set(name, true);
    return;
  }
  if (value === undefined || (!inlineValue && /^-./.test(value) && !isNumeric(value))) {
    const example =
      value === undefined ? "" : ` For one that begins with a dash write ${rawName}=${value}.`;
    throw usageError(`${rawName} needs a value.${example}`);
  }
  const read = readValue(rawName, value, definition);
  if (isRepeatable(definition))
    values.set(name, [...((values.get(name) as unknown[]) ?? []), read]);
  else if (values.has(name)) throw usageError(`${rawName} is given twice. Give it once.`);
  else values.set(name, read);
}

function addPositionals(given: readonly string[], { definitions, values }: Parsed): void {
  const wanted = Object.entries(definitions).filter(([, { type }]) => type === "positional");
  for (const [index, [name, definition]] of wanted.entries()) {
    const value = given[index];
    if (value !== undefined) values.set(name, value);
    else if (isRequired(definition)) throw usageError(`<${name}> is missing.`);
  }
  const surplus = given[wanted.length];
  if (surplus === undefined) return;
  const [last] = wanted.at(-1) ?? [];
  const hint = last === undefined ? "" : ` If it belongs to <${last}>, put that in quotes.`;
  throw usageError(`Unexpected argument ${JSON.stringify(surplus)}.${hint}`);
}

function unknownFlag(rawName: string, definitions: ArgumentDefinitions): Error {
  const flags = Object.entries(definitions)
    .filter(([, { type }]) => type !== "positional")
    .map(([name]) => name);
  const near = nearestName(rawName.replace(/^-+/, ""), flags);
  const known = flags.map((name) => `--${name}`).join(", ");
  const hint = near === undefined ? `Known: ${known}.` : `Did you mean --${near}?`;
  return usageError(
    `Unknown flag ${rawName}. ${hint} (Write -- in front of an argument that begins with a dash.)`,
  );
}

function isRepeatable(definition: ArgumentDefinition): boolean {
  return definition.type === "text" && definition.multiple === true;
}

function isRequired(definition: ArgumentDefinition): boolean {
  return definition.type === "positional" && definition.required !== false;
}

function isNumeric(value: string): boolean {
  return /^-\d/.test(value);
}
