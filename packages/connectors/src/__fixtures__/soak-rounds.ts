const { TOKENPAK_SOAK_ROUNDS: rounds } = process.env;

/** How many times as many random cases are tried as usual: `TOKENPAK_SOAK_ROUNDS`, default 1. */
export const SOAK_ROUNDS = Number(rounds ?? 1);

/** Milliseconds that a test of random cases may take. */
export const SOAK_TIMEOUT = 30_000 * SOAK_ROUNDS;
