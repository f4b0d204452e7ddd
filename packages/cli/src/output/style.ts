import { styleText } from "node:util";
import { readEnvironment } from "@tokenpak/core/environment";
import type { CliIo, OutputStream } from "../cli-io.ts";

/** Colours for one stream; each function gives the text back as it is where the stream shows none. */
export interface Style {
  readonly coloured: boolean;
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  red(text: string): string;
}

/**
 * Colours on a terminal only, and not on one that is `TERM=dumb`; `NO_COLOR` turns them off everywhere, `FORCE_COLOR` on, in
 * that order.
 */
export function styleFor(stream: OutputStream, { env }: Pick<CliIo, "env">): Style {
  const { noColor, forceColor, dumbTerminal } = readEnvironment(env);
  const coloured = !noColor && (forceColor || (stream.isTTY === true && !dumbTerminal));
  const paint =
    (format: "bold" | "dim" | "green" | "yellow" | "red") =>
    (text: string): string =>
      coloured ? styleText(format, text, { validateStream: false }) : text;
  return {
    coloured,
    bold: paint("bold"),
    dim: paint("dim"),
    green: paint("green"),
    yellow: paint("yellow"),
    red: paint("red"),
  };
}
