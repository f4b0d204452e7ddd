import type { ArgDef, ArgsDef } from "citty";
import { shortOf } from "./arguments/check-arguments.ts";
import type { CliIo } from "./cli-io.ts";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { type Style, styleFor } from "./output/style.ts";
import { wrapText } from "./output/wrap-text.ts";

/** The help of one command. citty's own has no examples and takes its colours from the process, not from the stream. */
export function commandUsage(command: Command, io: CliIo): string {
  const { meta, args, examples, actions = {}, otherwise } = command;
  const page = pageFor(io);
  const positionals = Object.entries(args).filter(([, { type }]) => type === "positional");
  const names = Object.keys(actions);
  const words = [
    ...(names.length === 0 ? [] : [`[${names.join("|")}]`]),
    ...positionals.map(([key, definition]) => positionalWord(key, definition)),
  ];
  const usage = `${page.style.bold("Usage:")} ${["tokenpak", meta.name, ...words, "[flags]"].join(" ")}`;
  const sections = [
    usage,
    `${meta.description}.`,
    section("Commands", Object.entries(actions).map(actionRow), page),
    section("Examples", examples, page),
    section("Arguments", positionals.map(argumentRow), page),
    section(otherwise === undefined ? "Flags" : `Flags of ${otherwise}`, flagRows(args), page),
    otherwise === undefined
      ? ""
      : `Without a command: ${otherwise}. Run "tokenpak ${meta.name} <command> --help" for the flags of the others.`,
  ];
  return `${sections.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The help of `tokenpak` itself. */
export async function rootUsage(
  { meta, args }: Pick<Command, "meta" | "args">,
  io: CliIo,
): Promise<string> {
  const page = pageFor(io);
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const sections = [
    `${page.style.bold("Usage:")} tokenpak <command> [flags]`,
    `${meta.description}.`,
    section(
      "Commands",
      commands.map(({ meta: { name, description } }) => [name, description]),
      page,
    ),
    section("Flags", flagRows(args), page),
    section(
      "Examples",
      commands.flatMap(({ examples }) => examples.slice(0, 1)),
      page,
    ),
    'Run "tokenpak <command> --help" for the flags of a command. Every command takes --json.\nExit codes: 0 done, 1 failed, 2 wrong use, 130 stopped by Ctrl-C.',
  ];
  return `${sections.join("\n\n")}\n`;
}

interface Page {
  readonly style: Style;
  /** In characters. */
  readonly width: number;
}

type Row = readonly [left: string, right: string];

function pageFor(io: CliIo): Page {
  const width = Math.min(100, Math.max(60, io.stdout.columns ?? 100));
  return { style: styleFor(io.stdout, io), width };
}

function section(title: string, rows: readonly Row[], { style, width }: Page): string {
  if (rows.length === 0) return "";
  const left = Math.max(...rows.map(([text]) => text.length));
  const indent = left + 4;
  const lines = rows.flatMap(([text, description]) => {
    const [first = "", ...rest] = wrapText(description, width - indent);
    return [
      `  ${text.padEnd(left)}  ${first}`.trimEnd(),
      ...rest.map((line) => " ".repeat(indent) + line),
    ];
  });
  return [style.bold(title), ...lines].join("\n");
}

function positionalWord(name: string, { required }: ArgDef): string {
  return required === false ? `[${name}]` : `<${name}>`;
}

function actionRow([name, { meta }]: [string, Command]): Row {
  return [name, meta.description];
}

function argumentRow([name, definition]: [string, ArgDef]): Row {
  return [positionalWord(name, definition), definition.description ?? ""];
}

function flagRows(args: ArgsDef): readonly Row[] {
  return Object.entries(args).flatMap(([name, definition]): readonly Row[] => {
    const { type, description = "", valueHint = name } = definition;
    if (type === "positional") return [];
    const letter = shortOf(definition);
    const short = letter === undefined ? "    " : `-${letter}, `;
    return [[`${short}--${name}${type === "boolean" ? "" : ` <${valueHint}>`}`, description]];
  });
}
