import type { ArgumentDefinition, ArgumentDefinitions } from "./arguments/argument.ts";
import type { CliIo } from "./cli-io.ts";
import type { Command } from "./command.ts";
import { type Style, styleFor } from "./output/style.ts";
import { wrapText } from "./output/wrap-text.ts";

/** The help of one command. `command.args` are all that it takes, `--json` and `--help` too. */
export function commandUsage(command: Command, io: CliIo): string {
  const page = pageFor(io);
  const { name, description, args, examples } = command;
  const positionals = Object.entries(args).filter(([, { type }]) => type === "positional");
  const words = positionals.map(([key, definition]) => positionalWord(key, definition));
  const usage = `${page.style.bold("Usage:")} ${["tokenpak", name, ...words, "[flags]"].join(" ")}`;
  const sections = [
    usage,
    `${description}.`,
    section("Examples", examples, page),
    section("Arguments", positionals.map(argumentRow), page),
    section("Flags", flagRows(args), page),
  ];
  return `${sections.filter((part) => part !== "").join("\n\n")}\n`;
}

/** The help of `tokenpak` itself. */
export function rootUsage(
  commands: readonly Command[],
  { flags, io }: { readonly flags: ArgumentDefinitions; readonly io: CliIo },
): string {
  const page = pageFor(io);
  const sections = [
    `${page.style.bold("Usage:")} tokenpak <command> [flags]`,
    "Packs what a model reads into fewer tokens, and finds it.",
    section(
      "Commands",
      commands.map(({ name, description }) => [name, description]),
      page,
    ),
    section("Flags", flagRows(flags), page),
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

function positionalWord(name: string, definition: ArgumentDefinition): string {
  return definition.type === "positional" && definition.required === false
    ? `[${name}]`
    : `<${name}>`;
}

function argumentRow([name, definition]: [string, ArgumentDefinition]): Row {
  return [positionalWord(name, definition), definition.description];
}

function flagRows(definitions: ArgumentDefinitions): readonly Row[] {
  return Object.entries(definitions).flatMap(([name, definition]): readonly Row[] => {
    if (definition.type === "positional") return [];
    if (definition.type === "switch") {
      const short = definition.short === undefined ? "    " : `-${definition.short}, `;
      return [[`${short}--${name}`, definition.description]];
    }
    const options = definition.type === "choice" ? `: ${definition.options.join(", ")}` : "";
    return [[`    --${name} <${definition.value}>`, `${definition.description}${options}`]];
  });
}
