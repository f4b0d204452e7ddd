import type { CliIo } from "../cli-io.ts";
import { formatCount, formatUnits } from "../output/figures.ts";
import { printable } from "../output/printable.ts";
import { receiptLine } from "../output/receipt.ts";
import { type Style, styleFor } from "../output/style.ts";
import type { AssembledContext, AssembledPart, OmittedHit } from "./assemble-context.ts";

/** A context on stdout, and on stderr what it is made of: what was kept of each file, where the whole is, and what is not shown. */
export function writeContext(
  { text, tokens, gap, parts, omitted, gone }: AssembledContext,
  { budget, io }: { readonly budget: number; readonly io: CliIo },
): void {
  if (text !== "") io.stdout.write(text);
  const style = styleFor(io.stderr, io);
  const head = [
    `${formatCount(tokens)} of ${formatCount(budget)} tokens`,
    formatUnits(parts.length, "file"),
    gap === 0 ? "the best choice" : `at most ${(100 * gap).toFixed(2)} % below the best choice`,
  ].join(", ");
  const lines = [
    style.bold(head),
    ...parts.map((part) => partLine(part, style)),
    ...omitted.slice(0, MOST_OMITTED).map(omittedLine),
    ...restLines(omitted.slice(MOST_OMITTED)),
    ...gone.map(
      ({ path }) =>
        `${printable(path)}: its original is not in the database any more; index it again`,
    ),
  ];
  io.stderr.write(`${lines.join("\n")}\n`);
}

/** Files that are named although they are not shown; `--json` names them all. */
const MOST_OMITTED = 20;

function partLine(
  { hit, ref, pinned, rendition, tokensBefore }: AssembledPart,
  style: Style,
): string {
  const { grade, level, tokens, facts } = rendition;
  const kind = pinned ? `pinned ${hit.block.fileType}` : hit.block.fileType;
  const unchanged = level === "source";
  const receipt = { kind, grade, tokens, tokensBefore, facts, ref };
  return `${printable(hit.path)}: ${receiptLine(receipt, { unchanged, style })}`;
}

function omittedLine({ hit, ref, reason, sameAs, tokens }: OmittedHit): string {
  const why = {
    duplicate: `same as ${printable(sameAs ?? "")}`,
    outweighed: "not shown, others were worth more",
    "too-large": "not shown, does not fit",
    worthless: "not shown, worth nothing",
  }[reason];
  return `${printable(hit.path)}: ${why}, ${formatCount(tokens)} tokens · whole: tokenpak expand ${ref}`;
}

function restLines(rest: readonly OmittedHit[]): readonly string[] {
  if (rest.length === 0) return [];
  const tokens = rest.reduce((sum, one) => sum + one.tokens, 0);
  return [`and ${formatUnits(rest.length, "file")} more, ${formatCount(tokens)} tokens`];
}
