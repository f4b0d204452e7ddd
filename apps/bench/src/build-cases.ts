import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { linesOf, readText } from "./data-text.ts";

/** An output of a build or test run. */
export interface BuildCase {
  readonly name: string;
  /** `recorded`: run here (see fixtures/build/README.md); `session`: from an agent's session; `headroom`: Headroom's own inputs. */
  readonly group: "recorded" | "session" | "headroom";
  readonly text: string;
  /** What a rival made of it. */
  readonly rival?: string | undefined;
  /** What the tool says of itself in a machine's format: texts that must stand on one line or two that follow each other. */
  readonly truth?: readonly (readonly string[])[] | undefined;
}

/** Outputs recorded with this repository and, where there is a data folder, those of public sessions and of Headroom. */
export function readBuildCases(dataDir: string | undefined): readonly BuildCase[] {
  const recorded = recordedCases(fileURLToPath(new URL("../fixtures/build", import.meta.url)));
  return dataDir === undefined
    ? recorded
    : [...recorded, ...sessionCases(dataDir), ...headroomCases(dataDir)];
}

function recordedCases(folder: string): BuildCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .map((file) => {
      const name = file.slice(0, -4);
      const truth = join(folder, `${name}.truth.jsonl`);
      return {
        name,
        group: "recorded",
        text: readFileSync(join(folder, file), "utf8"),
        truth: existsSync(truth) ? readTruth(readFileSync(truth, "utf8")) : undefined,
      };
    });
}

/** Lines of `[file, line, column, code, ..., message]` or `{"test": ...}`. */
function readTruth(text: string): string[][] {
  const rows = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);
  return rows.flatMap((row) => {
    if (!Array.isArray(row)) return [[(row as { test: string }).test]];
    const [file, line, column] = row as [string | null, number, number];
    const message = String(row.at(-1));
    // A remark on the whole package has no place.
    return file === null ? [] : [[file, `${line}:${column}`, message.replace(/\.$/, "")]];
  });
}

const BUILD_COMMAND =
  /\b(?:npm (?:run|i|install|test|error)|npx (?:tsc|tsgo|biome|vitest|eslint)|tsc|tsgo|pytest|pip install|cargo|make|vitest|jest|mocha)\b/;
const BUILD_OUTPUT =
  /error TS\d+|npm (?:error|warn)|\bChecked \d+ files|added \d+ packages|Requirement already|=== .* ===|✓/;

function sessionCases(dataDir: string): BuildCase[] {
  return [...piCases(dataDir), ...trajectoryCases(join(dataDir, "sessions/swe-agent"))].filter(
    ({ command, text }) => BUILD_COMMAND.test(command) && BUILD_OUTPUT.test(text),
  );
}

function piCases(dataDir: string): (BuildCase & { readonly command: string })[] {
  const file = join(dataDir, "sessions/pi-mono/tool_results.jsonl.gz");
  return linesOfJson(file).flatMap((row) => {
    const { line, tool, args, text } = row as {
      line: number;
      tool: string;
      args: { command?: string };
      text: string;
    };
    if (tool !== "bash") return [];
    return [{ name: `pi-mono-${line}`, group: "session", text, command: args.command ?? "" }];
  });
}

function trajectoryCases(folder: string): (BuildCase & { readonly command: string })[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(".traj.json.gz"));
  return files.sort().flatMap((file) => {
    const { trajectory } = JSON.parse(readText(join(folder, file))) as {
      trajectory: readonly { action?: string; observation?: string }[];
    };
    const name = file.split(".")[0] as string;
    return trajectory.map(({ action = "", observation = "" }, step) => ({
      name: `${name}-${step}`,
      group: "session" as const,
      text: observation,
      command: action,
    }));
  });
}

function linesOfJson(file: string): unknown[] {
  return existsSync(file) ? linesOf(file).map((line) => JSON.parse(line) as unknown) : [];
}

function headroomCases(dataDir: string): BuildCase[] {
  const rows = linesOfJson(join(dataDir, "compare/headroom_parity_fixtures.jsonl.gz"));
  return rows.flatMap((row) => {
    const { transform, input, input_sha256, output } = row as {
      transform: string;
      input: string;
      input_sha256: string;
      output: { compressed?: string };
    };
    if (transform !== "log_compressor" || output.compressed === undefined) return [];
    const name = `headroom-${input_sha256.slice(0, 8)}`;
    return [{ name, group: "headroom", text: input, rival: output.compressed }];
  });
}
