import type { Awaitable, CompletionEntry, Price, Pricer } from "@tokenpak/core";

/**
 * Gives an entry without a cost the price of its usage, where it has one. A cost that the log reports stays: it is what the client
 * was told.
 */
export function priceEntry(entry: CompletionEntry, pricer: Pricer): Awaitable<CompletionEntry> {
  if (entry.costNanos !== undefined) return entry;
  const { provider, model, usage, at } = entry;
  const price = pricer.price({
    provider: provider === "unknown" ? undefined : provider,
    model,
    usage,
    at,
  });
  // Nearly all pricers answer at once: no detour for each of a million entries.
  if (price instanceof Promise) return price.then((known) => withPrice(entry, known));
  return withPrice(entry, price);
}

function withPrice(entry: CompletionEntry, price: Price | undefined): CompletionEntry {
  if (price === undefined) return entry;
  return {
    ...entry,
    costNanos: price.costNanos,
    costSource: "calculated",
    priceModel: price.priceModel,
    priceMatch: price.match,
    priceTable: price.priceTable,
  };
}
