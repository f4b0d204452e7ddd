import { readFileSync } from "node:fs";

/** Prints `N passed, N failed, N skipped` from vitest's JSON report, the last line of a CI run. */
const report = JSON.parse(readFileSync(process.argv[2] ?? ".vitest-report.json", "utf8")) as {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
};
const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : "";
process.stdout.write(
  `${report.numPassedTests} passed, ${report.numFailedTests} failed${skipped}\n`,
);
