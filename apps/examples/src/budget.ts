/**
 * A context within a budget, buckets within theirs, and a call within what may be spent.
 *
 *     pnpm --filter @tokenpak/examples budget
 */
import { readdirSync, readFileSync } from "node:fs";
import { Budgeter, createPricer, HeuristicEngine, packContext, SpendGuard } from "tokenpak";
import { InProcessSpendCounter } from "tokenpak/budget";
import { repositoryPath } from "./repository-path.ts";

const engine = new HeuristicEngine();
const query = "what happens to a reservation that is never settled";

// The context worth the most in 1,500 tokens: some documents whole, of others a selection, of the rest the name.
const folder = repositoryPath("docs/decisions");
const candidates = readdirSync(folder).map((name) => {
  const text = readFileSync(`${folder}/${name}`, "utf8");
  const renditions = [...engine.ladder(text, { path: name, query, sizes: [800, 400, 200, 100] })];
  return { ref: name, renditions };
});
const context = packContext(candidates, { totalTokens: 1500, query });
print(`context: ${context.tokens} of 1500 tokens, gap to the optimum ${context.gap}`);
print(`shown ${context.parts.length}, named with their sizes ${context.omitted.length}`);

// State is never cut, the newest question stays, and each bucket has its range.
const budgeter = new Budgeter(
  { totalTokens: 1000 },
  { ladder: (text, ask) => engine.ladder(text, ask) },
);
const trimmed = budgeter.allocate({
  state: { text: JSON.stringify({ goal: query, step: 3 }) },
  recent: { text: `${"Assistant: working on it.\n\n".repeat(100)}User: ${query}?` },
  evidence: { items: candidates.map(({ renditions: [whole] }) => ({ text: whole?.text ?? "" })) },
});
print(`buckets: ${trimmed.totalTokens} of ${trimmed.budget} tokens, ${trimmed.trims.length} trims`);

// Two dollars a day: what a call can cost at most is held until what it did cost is known.
const guard = new SpendGuard({
  counter: new InProcessSpendCounter(),
  pricer: createPricer(),
  limits: [
    {
      name: "daily",
      unit: "usd",
      amount: 2,
      period: "day",
      scope: "all",
      warnAt: 0.8,
      hard: true,
      calendar: "utc",
    },
  ],
});
const call = { model: "claude-opus-4-8", inputTokens: context.tokens, maxOutputTokens: 64_000 };
const [first, second] = [await guard.reserve(call), await guard.reserve(call)];
print(
  `first call ${first.granted ? "granted" : "refused"}, second ${second.granted ? "granted" : "refused"}`,
);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
