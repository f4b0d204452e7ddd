/** A seeded generator of numbers in [0, 1): the same records on every machine. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

type Draw = <T>(values: readonly T[]) => T;

interface Dice {
  readonly draw: Draw;
  readonly whole: (below: number) => number;
  readonly decimal: (below: number, digits: number) => number;
  readonly time: () => string;
}

function createDice(seed: number): Dice {
  const random = createRandom(seed);
  const whole = (below: number): number => Math.floor(random() * below);
  return {
    whole,
    draw: (values) => values[whole(values.length)] as (typeof values)[number],
    decimal: (below, digits) => Number((random() * below).toFixed(digits)),
    time: () => new Date(1_750_000_000_000 + whole(10_000_000) * 1000).toISOString(),
  };
}

const NAMES = ["Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Margaret", "Ken", "Radia"];
const CITIES = ["Berlin", "Paris", "Osaka", "Lima", "Oslo", "Cairo"];

/** Uniform records as services answer them: orders, metrics, events and users, pretty-printed like a tool's output. */
export function generatedRecords(): ReadonlyMap<string, string> {
  const makers: readonly (readonly [string, (dice: Dice, index: number) => object])[] = [
    ["orders", order],
    ["metrics", metric],
    ["events", event],
    ["users", user],
  ];
  return new Map(
    makers.map(([name, make], seed) => {
      const dice = createDice(seed + 1);
      const rows = Array.from({ length: 400 }, (_, index) => make(dice, index));
      return [`generated/${name}`, JSON.stringify(rows, null, 2)];
    }),
  );
}

function order(dice: Dice, index: number): object {
  return {
    id: 100_000 + index * 3,
    customer_id: `cus_${dice.whole(900_000) + 100_000}`,
    created_at: dice.time(),
    status: dice.draw(["paid", "paid", "paid", "pending", "refunded", "failed"]),
    currency: "EUR",
    total: dice.decimal(900, 2),
    items: dice.whole(8) + 1,
    shipping: { city: dice.draw(CITIES), express: dice.whole(4) === 0, fee: dice.decimal(20, 2) },
  };
}

function metric(dice: Dice, index: number): object {
  const at = new Date(1_750_000_000_000 + index * 60_000).toISOString();
  return {
    timestamp: at,
    host: `web-${dice.whole(12)}.prod.example.com`,
    metrics: {
      cpu_percent: dice.decimal(100, 1),
      memory_mb: dice.whole(16_000),
      latency_ms: { p50: dice.decimal(40, 2), p99: dice.decimal(400, 2) },
    },
    healthy: dice.whole(20) !== 0,
    region: dice.draw(["eu-central-1", "us-east-1"]),
  };
}

function event(dice: Dice, index: number): object {
  const service = dice.draw(["billing", "search", "checkout"]);
  return {
    event_id: `evt_${String(index + 1).padStart(6, "0")}`,
    time: dice.time(),
    service,
    level: dice.draw(["info", "info", "info", "info", "warn", "error"]),
    message: `${dice.draw(["Handled", "Queued", "Retried"])} request in ${dice.whole(900)} ms`,
    url: `https://api.example.com/v2/${service}/requests/${dice.whole(90_000)}`,
    context: { user_id: dice.whole(50_000), retries: dice.whole(3), trace: null },
  };
}

function user(dice: Dice, index: number): object {
  const login = `${dice.draw(NAMES).toLowerCase()}${index}`;
  return {
    id: index + 1,
    login,
    email: `${login}@example.com`,
    url: `https://api.example.com/users/${login}`,
    avatar_url: `https://cdn.example.com/avatars/${index + 1}.png`,
    joined: dice.time().slice(0, 10),
    active: dice.whole(5) !== 0,
    roles: dice.whole(3) === 0 ? ["admin", "editor"] : ["viewer"],
    address: {
      city: dice.draw(CITIES),
      geo: { lat: dice.decimal(90, 4), lon: dice.decimal(180, 4) },
    },
    plan: dice.draw(["free", "pro", "team"]),
  };
}
