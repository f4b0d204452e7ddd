import { type ContextCandidate, packContext } from "@tokenpak/budget";
import { countTokens } from "@tokenpak/core";
import type { BenchIo } from "./bench-io.ts";
import { createRandom } from "./fuzz/random.ts";
import { readInstalledTexts } from "./installed-texts.ts";
import { readRepositoryFolder } from "./repository-folder.ts";

const SIZES = [200, 2000, 20_000, 100_000];
const LIMITS = [8000, 32_000, 128_000];
const ROUNDS = 7;
const RUNGS = 5;
/** Characters of a candidate's largest text. */
const LARGEST = { least: 400, most: 8000 };

/** Prints what packContext takes with everything that it does: ranking, what repeats, choosing, writing, counting the text. */
export function printSpeed({ print }: Pick<BenchIo, "print">): void {
  print(
    `| packContext, candidates of ${RUNGS} rungs with their tokens | ${LIMITS.map((limit) => `${limit} tokens: first; median of ${ROUNDS}`).join(" | ")} |`,
  );
  print(`|---|${LIMITS.map(() => "---|").join("")}`);
  const text = readInstalledTexts(`${readRepositoryFolder()}/node_modules/.pnpm`, {
    maxBytes: 12_000_000,
  }).texts.join("\n");
  for (const size of SIZES) {
    const candidates = candidatesFrom(text, size);
    const cells = LIMITS.map((totalTokens) => {
      const times = Array.from({ length: ROUNDS }, () => {
        const start = performance.now();
        packContext(candidates, { totalTokens });
        return performance.now() - start;
      });
      const median = times.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0;
      return `${times[0]?.toFixed(0)} ms; ${median.toFixed(0)} ms`;
    });
    print(`| ${size.toLocaleString("en")} | ${cells.join(" | ")} |`);
  }
}

/** Stretches of a text, each whole and halved four times; their tokens are known, as a ladder's are. */
function candidatesFrom(text: string, count: number): readonly ContextCandidate[] {
  const random = createRandom(count);
  return Array.from({ length: count }, (_, index) => {
    const length = LARGEST.least + random.whole(LARGEST.most - LARGEST.least);
    const start = random.whole(text.length - length);
    const whole = text.slice(start, start + length);
    const renditions = Array.from({ length: RUNGS }, (__, half) => {
      const shown = whole.slice(0, whole.length >> half);
      // Counting a million texts would take minutes; too few are found out and counted anyway, so rather too many.
      const tokens = count > 2000 ? Math.ceil(shown.length / 2.5) : countTokens(shown);
      return { text: shown, tokens, value: 1 - (half / RUNGS) ** 2 };
    });
    return { ref: `file ${index}`, relevance: (random.whole(1000) + 1) / 1000, renditions };
  });
}
