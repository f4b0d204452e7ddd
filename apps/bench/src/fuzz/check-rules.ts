import {
  type ContentKind,
  createTokenCounter,
  gradeRank,
  isExact,
  type Omission,
  type PackResult,
  parseEnvelope,
  parseMarkers,
  type Rendition,
} from "@tokenpak/core";
import { type HeuristicEngine, unpack } from "@tokenpak/engines";
import type { FuzzCase } from "./fuzz-case.ts";
import { FUZZ_KINDS } from "./fuzz-kinds.ts";

/** What checking one case came to. */
export interface CheckedCase {
  /** What was violated; empty where every rule held. */
  readonly violations: readonly string[];
  /** Rungs and packed texts that were checked. */
  readonly packs: number;
  /** Texts given back by exact rungs other than the source itself, compared with it. */
  readonly roundTrips: number;
}

const counter = createTokenCounter();

/** Holds everything that an engine makes of a case to the rules of the pack contract. */
export function checkRules(engine: HeuristicEngine, fuzzCase: FuzzCase): CheckedCase {
  const violations: string[] = [];
  const violated = (rule: string): void => {
    violations.push(rule);
  };
  let packs = 0;
  let roundTrips = 0;
  try {
    const rungs = [...engine.ladder(fuzzCase.text, fuzzCase.options)];
    packs += rungs.length;
    for (const [index, rung] of rungs.entries()) {
      checkOrder(rung, rungs[index - 1], violated);
      if (rung.level === "source") continue;
      if (isExact(rung.grade)) {
        roundTrips++;
        checkRoundTrip(fuzzCase, rung, { kind: kindOf(engine, fuzzCase), violated });
      } else checkLossy(fuzzCase, rung, violated);
    }
    packs += checkPacks(engine, fuzzCase, { rungs, violated });
  } catch (error) {
    violated(`throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  return { violations, packs, roundTrips };
}

type Violated = (rule: string) => void;

function checkOrder(rung: Rendition, above: Rendition | undefined, violated: Violated): void {
  if (rung.tokens !== counter.count(rung.text)) violated(`${rung.level}: its token count is wrong`);
  if (above === undefined) return;
  if (rung.tokens >= above.tokens) violated(`${rung.level}: not smaller than ${above.level}`);
  if (gradeRank(rung.grade) < gradeRank(above.grade)) {
    violated(`${rung.level}: its grade is above that of ${above.level}`);
  }
}

/** What the engine takes the text for, whatever it was drawn from. */
function kindOf(engine: HeuristicEngine, { text, options }: FuzzCase): ContentKind {
  return engine.pack(text, { ...options, floor: "byte-exact" }).kind;
}

function checkRoundTrip(
  { text }: FuzzCase,
  rung: Rendition,
  { kind, violated }: { readonly kind: ContentKind; readonly violated: Violated },
): void {
  if (rung.omissions.length > 0) violated(`${rung.level}: exact, and leaves things out`);
  if (parseEnvelope(text) !== undefined) return;
  const back = unpack(rung.text);
  if (back === text) return;
  const reader = FUZZ_KINDS.find((one) => one.kind === kind);
  if (rung.grade === "byte-exact") violated(`${rung.level}: other bytes come back`);
  else if (reader?.equal?.(text, back) === false) violated(`${rung.level}: other values come back`);
}

function checkLossy({ text }: FuzzCase, rung: Rendition, violated: Violated): void {
  const marked = parseMarkers(rung.text).map(placeOf);
  const reported = rung.omissions.map(placeOf);
  if (marked.join() !== reported.join()) violated(`${rung.level}: markers and omissions differ`);
  if (parseEnvelope(rung.text) === undefined) violated(`${rung.level}: no valid envelope`);
  // The content of a page is written anew, as Markdown; the check of its kind compares it letter by letter.
  if (rung.grade === "extractive" && rung.level !== "main") checkExtracted(text, rung, violated);
}

function placeOf({ unit, from, to, count }: Omit<Omission, "tokens">): string {
  return `${count} ${unit} ${from}-${to}`;
}

function checkExtracted(text: string, rung: Rendition, violated: Violated): void {
  const ours = new Set(parseMarkers(rung.text).map(({ outputLine }) => outputLine));
  for (const [index, line] of rung.text.split("\n").entries()) {
    if (index === 0 || ours.has(index + 1) || text.includes(line)) continue;
    violated(`${rung.level}: line ${index + 1} is neither the source's nor a marker`);
    return;
  }
}

interface PackCheck {
  readonly rungs: readonly Rendition[];
  readonly violated: Violated;
}

function checkPacks(
  engine: HeuristicEngine,
  { text, options, maxTokens }: FuzzCase,
  { rungs, violated }: PackCheck,
): number {
  const packed = engine.pack(text, options);
  const again = engine.pack(text, options);
  if (packed.text !== again.text) violated("not deterministic");
  if (packed.tokens > packed.tokensBefore) violated("larger than the source");
  checkVerified(packed, "without a limit", violated);
  const least = rungs.findLast(({ grade }) => gradeRank(grade) <= gradeRank("facts-verified"));
  if (least !== undefined && parseEnvelope(text) === undefined && packed.text !== least.text) {
    violated("what is packed is not the smallest verified rung");
  }
  const fitted = engine.pack(text, { ...options, maxTokens });
  if (fitted.tokens > maxTokens) violated(`${fitted.level}: above the limit of ${maxTokens}`);
  if (fitted.tokens !== counter.count(fitted.text)) violated("limited: its token count is wrong");
  checkVerified(fitted, `with a limit of ${maxTokens}`, violated);
  if (engine.pack(packed.text).text !== packed.text && packed.level !== "source") {
    violated("packing twice changes it");
  }
  return 4;
}

function checkVerified(result: PackResult, how: string, violated: Violated): void {
  if (result.verifyFailures > 0)
    violated(`${how}: ${result.verifyFailures} rungs refused by their own check`);
}
