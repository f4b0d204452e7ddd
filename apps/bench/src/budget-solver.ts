import { chooseRungs } from "@tokenpak/budget";
import type { BenchIo } from "./bench-io.ts";
import {
  drawInstance,
  INSTANCE_FAMILIES,
  type InstanceFamily,
  optimalUtility,
} from "./budget-instances.ts";

const FAMILIES = Object.keys(INSTANCE_FAMILIES) as readonly InstanceFamily[];
const SMALL_INSTANCES = 200;
const SIZES = [20, 200, 2000, 20_000, 100_000];
const SHARES = [0.02, 0.1, 0.3, 0.6, 0.9];
const RUNGS = 5;

/** Prints how far the chosen rungs are from the optimum, and how long choosing takes. */
export function printSolver({ print }: Pick<BenchIo, "print">): void {
  printGaps(print);
  print("");
  printTimes(print);
}

function printGaps(print: BenchIo["print"]): void {
  print(
    `| up to 20 blocks of ${RUNGS} rungs | instances | equal to the optimum | worst gap | said to be optimal, is not | over the limit |`,
  );
  print("|---|---|---|---|---|---|");
  for (const family of FAMILIES) {
    let [equal, worst, wrong, over] = [0, 0, 0, 0];
    for (let seed = 1; seed <= SMALL_INSTANCES; seed++) {
      const share = ((seed % 19) + 1) / 20;
      const shape = { seed, family, classes: 1 + (seed % 20), rungs: RUNGS, share };
      const instance = drawInstance(shape);
      const choice = chooseRungs(instance.classes, instance.capacity);
      const optimum = optimalUtility(instance);
      const gap = optimum === 0 ? 0 : (optimum - choice.utility) / optimum;
      const isOptimal = gap <= ROUNDING;
      if (isOptimal) equal++;
      else if (choice.utility >= choice.utilityBound) wrong++;
      if (choice.tokens > instance.capacity) over++;
      worst = Math.max(worst, gap);
    }
    print(
      `| ${family} | ${SMALL_INSTANCES} | ${equal} | ${percent(Math.max(0, worst))} | ${wrong} | ${over} |`,
    );
  }
}

/** Two sums of the same utilities in another order differ by about so much. */
const ROUNDING = 1e-12;

function printTimes(print: BenchIo["print"]): void {
  print(
    `| blocks of ${RUNGS} rungs, limits of ${SHARES.map((share) => `${share * 100} %`).join(", ")} | ${SIZES.map((size) => size.toLocaleString("en")).join(" | ")} | proven optimal | largest gap that is not ruled out |`,
  );
  print(`|---|${SIZES.map(() => "---|").join("")}---|---|`);
  for (const family of FAMILIES) {
    const cells: string[] = [];
    let [proven, runs, gap] = [0, 0, 0];
    for (const classes of SIZES) {
      const times = SHARES.map((share) => {
        const instance = drawInstance({ seed: classes, family, classes, rungs: RUNGS, share });
        const start = performance.now();
        const choice = chooseRungs(instance.classes, instance.capacity);
        const took = performance.now() - start;
        const rest = (choice.utilityBound - choice.utility) / choice.utilityBound;
        runs++;
        if (rest <= ROUNDING) proven++;
        gap = Math.max(gap, rest);
        return took;
      });
      cells.push(`${Math.max(...times).toFixed(1)} ms`);
    }
    print(`| ${family} | ${cells.join(" | ")} | ${proven} of ${runs} | ${percent(gap)} |`);
  }
}

function percent(share: number): string {
  return `${(share * 100).toFixed(4)} %`;
}
