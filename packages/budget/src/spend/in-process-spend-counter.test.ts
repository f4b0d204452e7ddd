import { spendCounterContract } from "@tokenpak/testing";
import { InProcessSpendCounter } from "./in-process-spend-counter.ts";

spendCounterContract("InProcessSpendCounter", () => new InProcessSpendCounter());
