import type { BenchIo } from "./bench-io.ts";

/** Prints how well budgets are filled, how near the optimum, how fast, and how many answers a context keeps. */
export async function benchBudget(io: BenchIo): Promise<void> {
  const [{ printSolver }, { printFill }, { printAnswers }] = await Promise.all([
    import("./budget-solver.ts"),
    import("./budget-fill.ts"),
    import("./budget-answers.ts"),
  ]);
  printSolver(io);
  printFill(io);
  printAnswers(io);
}
