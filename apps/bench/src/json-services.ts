import type { Random } from "./fuzz/random.ts";
import { hex, NAMES, sentence, time, times, WORDS, words } from "./json-words.ts";

/** What a search engine answers. */
export function searchResponse(random: Random): unknown {
  const hits = times(30, (at) => ({
    _index: "articles-2025.06",
    _id: hex(random, 20),
    _score: Number((12 - at / 7).toFixed(4)),
    _source: {
      title: words(random, 7),
      author: { name: words(random, 2), id: random.whole(999) },
      published: time(random, at),
      tags: times(3, () => random.pick(NAMES)),
      views: random.whole(10_000),
    },
    highlight: {
      body: times(
        2,
        () => `${words(random, 5)} <em>${random.pick(WORDS)}</em> ${words(random, 4)}`,
      ),
    },
  }));
  const buckets = times(12, (at) => ({
    key: random.pick(NAMES) + at,
    doc_count: random.whole(500),
    latest: { value: 1_750_000_000_000 + random.whole(1e6), value_as_string: time(random, at) },
  }));
  return {
    took: 17,
    timed_out: false,
    _shards: { total: 5, successful: 5, skipped: 0, failed: 0 },
    hits: { total: { value: 812, relation: "eq" }, max_score: 12, hits },
    aggregations: { by_tag: { doc_count_error_upper_bound: 0, sum_other_doc_count: 40, buckets } },
  };
}

/** A description of an HTTP service. */
export function openApi(random: Random): unknown {
  const response = (name: string) => ({
    description: sentence(random),
    content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const paths = Object.fromEntries(
    NAMES.map((name) => [
      `/${name}s/{id}`,
      Object.fromEntries(
        ["get", "put", "delete"].slice(0, 1 + random.whole(3)).map((method) => [
          method,
          {
            operationId: `${method}_${name}`,
            summary: sentence(random),
            tags: [name],
            parameters: [
              {
                name: "id",
                in: "path",
                required: true,
                schema: { type: "string", format: "uuid" },
              },
              ...(method === "get"
                ? [{ name: "expand", in: "query", required: false, schema: { type: "boolean" } }]
                : []),
            ],
            responses: {
              "200": response(name),
              "404": { $ref: "#/components/responses/NotFound" },
            },
          },
        ]),
      ),
    ]),
  );
  const schemas = Object.fromEntries(
    NAMES.map((name) => [
      name,
      {
        type: "object",
        required: ["id"],
        properties: {
          id: { type: "string", format: "uuid" },
          [`${random.pick(WORDS)}_at`]: {
            type: "string",
            format: "date-time",
            description: sentence(random),
          },
          size: { type: "integer", minimum: 0 },
        },
      },
    ]),
  );
  return {
    openapi: "3.1.0",
    info: { title: "Service", version: "1.0.0" },
    paths,
    components: { schemas, responses: { NotFound: { description: "Not there." } } },
  };
}

/** What a provisioning tool knows of its resources. */
export function terraformState(random: Random): unknown {
  const resources = times(24, (at) => {
    const type = random.pick(["aws_instance", "aws_s3_bucket", "aws_security_group"]);
    const name = `${random.pick(NAMES)}_${at}`;
    const common = {
      arn: `arn:aws:ec2:eu-central-1:123456789012:${type}/${name}`,
      id: `i-${hex(random, 12)}`,
      tags: { Name: name, Environment: random.pick(["prod", "test"]) },
    };
    const own =
      type === "aws_instance"
        ? {
            ami: `ami-${hex(random, 8)}`,
            instance_type: "t3.small",
            private_ip: `10.0.${random.whole(9)}.${random.whole(250)}`,
            monitoring: false,
          }
        : type === "aws_s3_bucket"
          ? {
              bucket: name,
              force_destroy: false,
              versioning: [{ enabled: true, mfa_delete: false }],
            }
          : {
              ingress: times(2, () => ({
                from_port: random.whole(9000),
                to_port: 9000,
                protocol: "tcp",
                cidr_blocks: ["10.0.0.0/8"],
              })),
              vpc_id: "vpc-0a1b2c3d",
            };
    return {
      mode: "managed",
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [
        {
          schema_version: 1,
          attributes: { ...common, ...own },
          sensitive_attributes: [],
          dependencies: ["aws_vpc.main"],
        },
      ],
    };
  });
  return {
    version: 4,
    terraform_version: "1.9.2",
    serial: 87,
    lineage: "0b9d4a3e-7f13-4a55-8a93-2f0f8e1b6c77",
    outputs: {},
    resources,
  };
}

/** Points and polygons with properties. */
export function geoJson(random: Random): unknown {
  const features = times(60, (at) => {
    const [x, y] = [13 + random.whole(90_000) / 1e5, 52 + random.whole(90_000) / 1e5];
    const ring = times(6, (n) => [
      Number((x + n / 1000).toFixed(5)),
      Number((y + (n % 3) / 1000).toFixed(5)),
    ]);
    const geometry =
      at % 2 === 0
        ? { type: "Point", coordinates: [x, y] }
        : { type: "Polygon", coordinates: [[...ring, ring[0]]] };
    return {
      type: "Feature",
      id: at,
      properties: {
        name: words(random, 2),
        kind: random.pick(["park", "school", "shop"]),
        levels: random.whole(6),
      },
      geometry,
    };
  });
  return { type: "FeatureCollection", features };
}
