/**
 * The address that a `Link` header (RFC 8288) of an answer from `from` has under a relation such as `next`, or `undefined`. It may
 * be anywhere: whoever follows it checks the origin.
 */
export function linkTarget(
  header: string | null,
  { relation, from }: { readonly relation: string; readonly from: URL },
): URL | undefined {
  const target = targetOf(header ?? "", relation);
  if (target === undefined || !URL.canParse(target, from.href)) return undefined;
  return new URL(target, from.href);
}

function targetOf(header: string, relation: string): string | undefined {
  for (let at = header.indexOf("<"); at >= 0; ) {
    const end = header.indexOf(">", at);
    if (end < 0) return undefined;
    const next = header.indexOf("<", end);
    const parameters = header.slice(end + 1, next < 0 ? undefined : next);
    if (relationsOf(parameters).includes(relation)) return header.slice(at + 1, end);
    at = next;
  }
  return undefined;
}

function relationsOf(parameters: string): readonly string[] {
  const match = /;\s{0,9}rel\s{0,9}=\s{0,9}(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
  return (match?.[1] ?? match?.[2] ?? "").toLowerCase().split(/\s/);
}
