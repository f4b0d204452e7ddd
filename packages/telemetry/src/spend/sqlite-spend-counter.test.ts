import { spendCounterContract } from "@tokenpak/testing";
import { SqliteSpendCounter } from "./sqlite-spend-counter.ts";

spendCounterContract("SqliteSpendCounter", () => new SqliteSpendCounter(":memory:"));
