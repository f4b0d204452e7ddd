import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { exactText } from "./exact-text.ts";

/** Every report of a request that came; `migrations.ts` says what the columns mean. */
export const completions = sqliteTable("completions", {
  seq: integer("seq").primaryKey(),
  id: exactText("id").notNull(),
  counted: integer("counted").notNull(),
  weak: integer("weak", { mode: "boolean" }).notNull(),
  rank: integer("rank").notNull(),
  at: real("at").notNull(),
  series: integer("series").notNull(),
  session: integer("session").notNull(),
  flags: integer("flags").notNull(),
  modelRequested: integer("model_requested"),
  subagent: integer("subagent"),
  uncachedInput: integer("uncached_input").notNull(),
  cacheRead: integer("cache_read").notNull(),
  cacheWrite5m: integer("cache_write_5m").notNull(),
  cacheWrite1h: integer("cache_write_1h").notNull(),
  cacheWriteOther: integer("cache_write_other").notNull(),
  output: integer("output").notNull(),
  reasoning: integer("reasoning").notNull(),
  audioInput: integer("audio_input").notNull(),
  audioOutput: integer("audio_output").notNull(),
  imageInput: integer("image_input").notNull(),
  imageOutput: integer("image_output").notNull(),
  serverTools: text("server_tools"),
  parts: text("parts"),
  tier: integer("tier"),
  speed: integer("speed"),
  geo: integer("geo"),
  costNanos: integer("cost_nanos"),
  costSource: text("cost_source").$type<"calculated" | "reported">(),
  priceModel: integer("price_model"),
  priceMatch: text("price_match").$type<"exact" | "fuzzy">(),
  priceTable: integer("price_table"),
  latencyMs: real("latency_ms"),
  firstTokenMs: real("first_token_ms"),
  outcome: text("outcome").$type<"ok" | "error" | "aborted">().notNull(),
  responseId: exactText("response_id"),
  requestId: exactText("request_id"),
  // A number: drizzle binds a boolean that is null, given to a placeholder, as false.
  sideCopy: integer("side_copy"),
  checksum: integer("checksum").notNull(),
});

/** Every saving. */
export const savings = sqliteTable("savings", {
  seq: integer("seq").primaryKey(),
  id: exactText("id").notNull(),
  at: real("at").notNull(),
  series: integer("series").notNull(),
  session: integer("session").notNull(),
  flags: integer("flags").notNull(),
  completionId: exactText("completion_id"),
  tokensBefore: integer("tokens_before").notNull(),
  tokensAfter: integer("tokens_after").notNull(),
  tokensFetchedBack: integer("tokens_fetched_back").notNull(),
  savedNanos: integer("saved_nanos"),
  checksum: integer("checksum").notNull(),
});

/** How far each log was read. */
export const checkpoints = sqliteTable("checkpoints", {
  id: integer("id").primaryKey(),
  source: exactText("source").notNull(),
  path: exactText("path").notNull(),
  dev: text("dev").notNull(),
  ino: text("ino").notNull(),
  size: integer("size").notNull(),
  mtimeMs: real("mtime_ms").notNull(),
  offset: integer("read_to").notNull(),
  headHash: text("head_hash").notNull(),
  state: text("state"),
  checksum: integer("checksum").notNull(),
});
