/** How well one ranking answers, each from 0 to 1. */
export interface RankMeasures {
  /** Discounted gain of the first ten over the best possible one; the gain is the grade, the discount log2(rank + 1). */
  readonly ndcg: number;
  /** One over the rank of the first right document, 0 beyond ten. */
  readonly mrr: number;
  /** Share of the right documents that are among the first five. */
  readonly recall: number;
  /** 1 when one of the first five is right. */
  readonly hit: number;
}

/** Measures a ranking, best first, as trec_eval does (`ndcg_cut_10`, `recip_rank` cut at 10, `recall_5`, `success_5`). */
export function measureRanking(
  ranking: readonly string[],
  grades: ReadonlyMap<string, number>,
): RankMeasures {
  const gains = ranking.slice(0, 10).map((id) => grades.get(id) ?? 0);
  const best = [...grades.values()].sort((a, b) => b - a).slice(0, 10);
  const first = gains.findIndex((gain) => gain > 0);
  const early = gains.slice(0, 5).filter((gain) => gain > 0).length;
  return {
    ndcg: best.length === 0 ? 0 : discounted(gains) / discounted(best),
    mrr: first < 0 ? 0 : 1 / (first + 1),
    recall: grades.size === 0 ? 0 : early / grades.size,
    hit: early > 0 ? 1 : 0,
  };
}

/** The mean of each measure; zeros for none. */
export function meanMeasures(all: readonly RankMeasures[]): RankMeasures {
  const mean = (key: keyof RankMeasures): number =>
    all.reduce((sum, one) => sum + one[key], 0) / Math.max(1, all.length);
  return { ndcg: mean("ndcg"), mrr: mean("mrr"), recall: mean("recall"), hit: mean("hit") };
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);
}
