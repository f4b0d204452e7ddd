import type { TokenCounter } from "@tokenpak/core";
import { foldLines } from "../../fold/fold-lines.ts";
import type { ComputedDraft, EncodedDraft } from "../../ladder/draft.ts";
import type { KindProcessor, RungRequest } from "../../ladder/kind-processor.ts";
import type { Source } from "../../ladder/source.ts";
import { type LineEnds, splitLines } from "../../terminal/line-ends.ts";
import { encodePaths } from "../listing/encode-paths.ts";
import { chooseTexts } from "./choose-texts.ts";
import { type Coordinates, collectCoordinates, type Hit } from "./coordinates.ts";
import { decodeSearch, FOLD_HEAD, LIST_HEAD } from "./decode-search.ts";
import { encodeFiles } from "./encode-files.ts";
import { looksLikeSearch } from "./looks-like-search.ts";
import { readResults } from "./read-results.ts";
import type { SearchResults } from "./search-results.ts";
import { plainLines, searchUnits } from "./search-units.ts";
import { verifyCoordinates } from "./verify-coordinates.ts";
import { writeCoordinates } from "./write-coordinates.ts";

/**
 * Output of grep, ripgrep, git grep, ag and ack. Rungs: `files` (byte-exact) names each folder and file once; `fold`
 * (byte-exact) is smaller for colours and for results without line numbers; `coordinates`
 * names file and line of every match and shows the texts of the best; where a limit is below that, `places` shows none.
 */
export const searchKind: KindProcessor = {
  name: "search",
  version: 1,
  kind: "search",
  looksLike: looksLikeSearch,
  *rungs(source, request) {
    const { text, counter } = source;
    if (text === "") return;
    const shown = readResults(plainLines(text));
    const exact = exactResults(text, shown);
    if (exact !== undefined) yield* exactDrafts(text, exact, counter);
    const coordinates = shown && collectCoordinates(shown);
    if (coordinates !== undefined) yield* summaries(source, coordinates, request);
  },
  units: searchUnits,
  verify: ({ text }, { body, sigil }) => verifyCoordinates(text, body, sigil),
  decoders: { search1: decodeSearch },
};

/** What the exact rungs are written from: lines with everything that stands in them. */
interface ExactResults {
  readonly results: SearchResults;
  readonly lines: readonly string[];
  readonly ends: LineEnds;
}

function exactResults(text: string, shown: SearchResults | undefined): ExactResults | undefined {
  const { lines, ends } = splitLines(text);
  const isAsShown = !text.includes("\u001b") && !(text.includes("\r") && lines.some(hasReturn));
  const results = isAsShown ? shown : readResults(lines);
  return results && { results, lines, ends };
}

/** Notations that suit the results; of several the ladder keeps those that are smaller than the ones before. */
function* exactDrafts(
  text: string,
  { results, lines, ends }: ExactResults,
  counter: TokenCounter,
): Generator<EncodedDraft> {
  if (results.shape === "list") {
    yield exactly("files", `${LIST_HEAD}${encodePaths(lines, ends)}`);
    return;
  }
  yield exactly("files", encodeFiles(results, ends, counter));
  if (!text.includes("\u001b") && results.shape !== "unnumbered") return;
  const folded = foldLines(text);
  if (folded !== undefined) yield exactly("fold", `${FOLD_HEAD}${folded}`);
}

function exactly(level: string, body: string): EncodedDraft {
  return { type: "encoded", level, grade: "byte-exact", body };
}

function hasReturn(line: string): boolean {
  return line.includes("\r");
}

/** Share of the source that the default summary may take, texts included. */
const DEFAULT_SHARE = 0.185;
/** The envelope, and what estimates may be wrong by. */
const RESERVE = 34;

function* summaries(
  source: Source,
  coordinates: Coordinates,
  request: RungRequest,
): Generator<ComputedDraft> {
  const { counter } = source;
  const none: ReadonlySet<Hit> = new Set();
  const least = counter.count(
    writeCoordinates(source, coordinates, { chosen: none, style: {} }).body,
  );
  const usual = source.tokens * DEFAULT_SHARE - least - RESERVE;
  const { maxTokens } = request;
  if (maxTokens !== undefined) {
    const room = maxTokens - least - RESERVE;
    if (room > usual) {
      for (const share of TRIES) {
        yield summary("coordinates", { source, coordinates, request, budget: room * share });
      }
    }
  }
  yield summary("coordinates", { source, coordinates, request, budget: usual });
  if (maxTokens === undefined) return;
  for (const share of TRIES) {
    const room = (maxTokens - least - RESERVE) * share;
    if (room > 0 && room < usual)
      yield summary("coordinates", { source, coordinates, request, budget: room });
  }
  yield summary("places", { source, coordinates, request, budget: 0 });
}

/** Parts of the room that are tried: texts are counted one by one, and together they take less or more. */
const TRIES = [1.05, 0.95, 0.85];

function summary(
  level: string,
  {
    source,
    coordinates,
    request,
    budget,
  }: {
    readonly source: Source;
    readonly coordinates: Coordinates;
    readonly request: RungRequest;
    readonly budget: number;
  },
): ComputedDraft {
  return {
    type: "computed",
    level,
    grade: "facts-verified",
    render: (style) => {
      const chosen = chooseTexts(source, coordinates, { request, budget });
      return writeCoordinates(source, coordinates, { chosen, style });
    },
  };
}
