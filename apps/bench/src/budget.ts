import type { BenchIo } from "./bench-io.ts";

/** Prints how well budgets are filled, how near the optimum, how fast, and how many answers a context keeps. */
export async function benchBudget(io: BenchIo): Promise<void> {
  const [{ printSolver }, { printSpeed }, { printFill }, { printAnswers }] = await Promise.all([
    import("./budget-solver.ts"),
    import("./budget-speed.ts"),
    import("./budget-fill.ts"),
    import("./budget-answers.ts"),
  ]);
  for (const part of [printSolver, printSpeed, printFill, printAnswers]) {
    part(io);
    io.print("");
  }
}
