import type { ContentKind } from "@tokenpak/core";

/** What commands print, by program and, after a space, first argument. */
const PRINTED: readonly (readonly [kind: ContentKind, commands: string])[] = [
  ["search", "grep egrep fgrep zgrep rg ag ack git_grep"],
  ["diff", "diff git_diff git_show git_format-patch"],
  [
    "listing",
    "ls ll dir exa eza find fd fdfind tree du df wc ps ss netstat lsof lsblk git_status git_ls-files git_ls-tree docker_ps docker_images kubectl_get kubectl_top",
  ],
  [
    "build",
    "tsc eslint biome vitest jest mocha pytest ruff mypy make cmake ninja gcc g++ clang clang++ mvn gradle msbuild " +
      "cargo go_build go_test go_vet npm_test npm_install npm_ci pnpm_install pnpm_test yarn_install pip_install dotnet_build dotnet_test",
  ],
  ["log", "journalctl dmesg docker_logs kubectl_logs tail_-f"],
  ["json", "jq gh_api"],
];

const KIND_OF = new Map(
  PRINTED.flatMap(([kind, commands]) => commands.split(" ").map((name) => [name, kind] as const)),
);

/** The programs of a pipe; a `|` in quotes or behind a `\\` belongs to a pattern. */
const PIPED = /(?:[^|"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+|\|\|/g;

/** An option that puts line numbers before what a search prints. */
const NUMBERING = / (?:-[a-zA-Z]*n|--line-number)/;

/** Going to a folder first prints nothing. */
const ENTERING = /^\s*cd [^\s;&]+ *(?:&&|;)/;

/**
 * The content kind that a command line prints, by its last program in a pipe, or `undefined` for unknown programs, and for a search
 * in what a pipe brings: without line numbers it prints lines of that.
 */
export function kindOfCommand(command: string): ContentKind | undefined {
  const piped = command.slice(0, 2000).match(PIPED) ?? [];
  const words = (piped.at(-1) ?? "")
    .replace(ENTERING, "")
    .trim()
    .split(/\s+/)
    .filter((word) => !/^\w+=/.test(word));
  if (words[0] === "sudo" || words[0] === "npx" || words[0] === "time") words.shift();
  const program = (words[0] ?? "").replace(/^.*\//, "").replace(/\.exe$/i, "");
  const kind = KIND_OF.get(`${program}_${words[1] ?? ""}`) ?? KIND_OF.get(program);
  const isFilter = piped.length > 1 && piped.at(-2) !== "||" && !NUMBERING.test(words.join(" "));
  return kind === "search" && isFilter ? undefined : kind;
}
