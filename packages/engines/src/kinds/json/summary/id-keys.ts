const ID_KEY =
  /^(?:id|uuid|guid|key|sku|slug)$|[_-](?:id|uuid|guid|key|sku|slug)$|[a-z0-9](?:Id|ID|Uuid|UUID|Guid|Key)$/;

/**
 * The keys of like objects that identify something: `id`, `uuid`, `guid`, `key`, `sku`, `slug`, and those that end in one of
 * these as a word (`user_id`, `userId`); where there is none, `name`. A summary lists every value under them.
 */
export function idKeysOf(keys: Iterable<string>): ReadonlySet<string> {
  const all = [...keys];
  const ids = all.filter((key) => ID_KEY.test(key));
  return new Set(ids.length > 0 ? ids : all.filter((key) => key === "name"));
}
