import { createRandom, type Random } from "./fuzz/random.ts";
import { geoJson, openApi, searchResponse, terraformState } from "./json-services.ts";
import {
  hex,
  NAMES,
  paragraph,
  sentence,
  time,
  times,
  version,
  WORDS,
  words,
} from "./json-words.ts";

/** Documents of irregular shape, in the forms that well-known programs and services have, filled by a seeded generator. */
export function generatedTrees(): ReadonlyMap<string, string> {
  const makers: Readonly<Record<string, (random: Random) => unknown>> = {
    "package-lock": packageLock,
    notebook,
    "issues with bodies": issues,
    "events of many types": events,
    GeoJSON: geoJson,
    "Elasticsearch response": searchResponse,
    OpenAPI: openApi,
    "Terraform state": terraformState,
  };
  return new Map(
    Object.entries(makers).map(([name, make], seed) => [
      name,
      JSON.stringify(make(createRandom(seed + 11)), null, 2),
    ]),
  );
}

/** A structured log as pino writes it, and records as a Python export has them. */
export function generatedLines(): ReadonlyMap<string, string> {
  const random = createRandom(97);
  const log = times(1500, (at) => JSON.stringify(logRecord(random, at)));
  const rows = times(600, (at) => ({
    id: at + 1,
    question: sentence(random),
    context: paragraph(random),
    answers: { text: [words(random, 2)], start: [random.whole(400)] },
  }));
  const spaced = rows.map((row) =>
    JSON.stringify(row).replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (token) =>
      token.length === 1 ? `${token} ` : token,
    ),
  );
  return new Map([
    ["log of a service", `${log.join("\n")}\n`],
    ["export of records", `${spaced.join("\n")}\n`],
  ]);
}

function packageLock(random: Random): unknown {
  const packages: Record<string, object> = {
    "": { name: "app", version: "1.0.0", dependencies: { express: "^4.19.2" } },
  };
  for (let at = 0; at < 90; at++) {
    const name = `${random.pick(NAMES)}-${random.pick(NAMES)}-${at}`;
    const own = version(random);
    packages[`node_modules/${name}`] = {
      version: own,
      resolved: `https://registry.npmjs.org/${name}/-/${name}-${own}.tgz`,
      integrity: `sha512-${hex(random, 86)}==`,
      ...(random.chance(0.4) ? { dev: true } : {}),
      license: random.pick(["MIT", "MIT", "ISC", "Apache-2.0"]),
      ...(random.chance(0.5)
        ? {
            dependencies: Object.fromEntries(
              times(1 + random.whole(4), () => [random.pick(NAMES), `^${version(random)}`]),
            ),
          }
        : {}),
      ...(random.chance(0.4) ? { engines: { node: ">= 18" } } : {}),
    };
  }
  return { name: "app", version: "1.0.0", lockfileVersion: 3, requires: true, packages };
}

function notebook(random: Random): unknown {
  const cells = times(24, (at) => {
    if (at % 3 === 0) {
      return {
        cell_type: "markdown",
        id: hex(random, 8),
        metadata: {},
        source: [`## ${words(random, 3)}\n`, "\n", paragraph(random)],
      };
    }
    const source = times(
      3 + random.whole(6),
      () =>
        `${random.pick(NAMES)}_${random.whole(9)} = ${random.pick(NAMES)}.${random.pick(NAMES)}("${random.pick(WORDS)}", n=${random.whole(99)})\n`,
    );
    const outputs = random.chance(0.7)
      ? [
          {
            name: "stdout",
            output_type: "stream",
            text: times(4, () => `${random.pick(NAMES)}\t${random.whole(1000) / 10}\n`),
          },
        ]
      : [];
    return {
      cell_type: "code",
      execution_count: at,
      id: hex(random, 8),
      metadata: {},
      outputs,
      source,
    };
  });
  return {
    cells,
    metadata: { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

function issues(random: Random): unknown {
  return times(20, (at) => {
    const number = 4000 + at * 3;
    const login = `${random.pick(NAMES)}${random.whole(90)}`;
    const url = `https://api.github.com/repos/octo/app/issues/${number}`;
    return {
      url,
      html_url: `https://github.com/octo/app/issues/${number}`,
      id: 2_000_000_000 + random.whole(1_000_000),
      number,
      title: words(random, 6),
      user: {
        login,
        id: random.whole(9_000_000),
        url: `https://api.github.com/users/${login}`,
        site_admin: false,
      },
      labels: times(random.whole(3), () => ({
        id: random.whole(99),
        name: random.pick(["bug", "docs", "question"]),
        color: "d73a4a",
        default: true,
      })),
      state: random.pick(["open", "closed"]),
      comments: random.whole(20),
      created_at: time(random, at),
      body: `### Description\r\n\r\n${paragraph(random)}\r\n\r\n\`\`\`js\r\nconst ${random.pick(NAMES)} = require("${random.pick(NAMES)}");\r\n\`\`\`\r\n\r\n- [x] ${sentence(random)}\r\n- [ ] ${sentence(random)}\r\n\r\n"${sentence(random)}"`,
      pull_request: null,
    };
  });
}

function events(random: Random): unknown {
  return times(120, (at) => {
    const base = {
      id: `evt_${hex(random, 12)}`,
      created: 1_750_000_000 + at * 17,
      livemode: false,
    };
    const payloads: readonly (readonly [string, object])[] = [
      [
        "charge.succeeded",
        {
          amount: random.whole(90_000),
          currency: "eur",
          customer: `cus_${hex(random, 10)}`,
          card: { brand: "visa", last4: `${1000 + random.whole(9000)}`, exp_year: 2028 },
        },
      ],
      [
        "customer.updated",
        {
          email: `${random.pick(NAMES)}@example.com`,
          previous: { name: words(random, 2) },
          tax_exempt: "none",
        },
      ],
      [
        "invoice.paid",
        {
          total: random.whole(9000),
          lines: times(2, () => ({
            price: random.whole(500),
            quantity: 1 + random.whole(3),
            description: words(random, 3),
          })),
          status: "paid",
        },
      ],
      ["ping", { zen: sentence(random) }],
    ];
    const [type, object] = random.pick(payloads);
    return { ...base, type, data: { object } };
  });
}

function logRecord(random: Random, at: number): object {
  const base = { level: 30, time: time(random, at), pid: 4711, hostname: "web-3" };
  const roll = random.whole(100);
  if (roll === 0)
    return {
      ...base,
      level: 50,
      err: {
        type: "Error",
        message: `connect ECONNREFUSED 10.0.0.${random.whole(5)}:5432`,
        stack:
          "Error: connect ECONNREFUSED\n    at TCPConnectWrap.afterConnect (node:net:1555:16)\n    at run (/srv/app/db.js:12:3)",
      },
      msg: "request failed",
    };
  if (roll < 6)
    return {
      ...base,
      level: 40,
      msg: `slow query took ${400 + random.whole(900)} ms`,
      query: "select * from orders where id = $1",
    };
  return {
    ...base,
    req: {
      id: `req-${at}`,
      method: random.pick(["GET", "GET", "POST"]),
      url: `/v1/${random.pick(NAMES)}/${random.whole(9000)}`,
    },
    res: { statusCode: random.pick([200, 200, 200, 304, 404]) },
    responseTime: random.whole(200),
    msg: "request completed",
  };
}
