import { createRandom, type Random } from "./fuzz/random.ts";

const WORDS =
  "release notes for the new index store cache token window budget search engine report".split(" ");

/** Documents as services and tools write them: a feed, a project file, a site map, an envelope. The same on every machine. */
export function generatedDocuments(): { name: string; text: string }[] {
  const makers: readonly (readonly [string, (random: Random) => string])[] = [
    ["feed", feed],
    ["project", project],
    ["sitemap", siteMap],
    ["envelope", envelope],
    ["drawing", drawing],
  ];
  return makers.map(([name, make], seed) => ({ name, text: make(createRandom(seed + 11)) }));
}

function words(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.pick(WORDS)).join(" ");
}

function time(at: number): string {
  return new Date(1_750_000_000_000 + at * 1000).toISOString().slice(0, 19);
}

function repeat(count: number, make: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => make(at)).join("");
}

function feed(random: Random): string {
  const items = repeat(80, (at) => {
    const link = `https://example.com/news/${2000 + at}-${words(random, 3).replaceAll(" ", "-")}`;
    const category = random.chance(0.5) ? `\n      <category>${random.pick(WORDS)}</category>` : "";
    return `    <item>\n      <title>${words(random, 6)} &amp; more</title>\n      <link>${link}</link>\n      <guid isPermaLink="true">${link}</guid>\n      <pubDate>${new Date(1_750_000_000_000 + at * 7_200_000).toUTCString()}</pubDate>${category}\n      <description><![CDATA[<p>${words(random, 18)}</p>]]></description>\n    </item>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n  <channel>\n    <title>News</title>\n    <link>https://example.com/news</link>\n${items}  </channel>\n</rss>\n`;
}

function project(random: Random): string {
  const dependencies = repeat(60, (at) => {
    const scope = random.chance(0.3) ? "\n      <scope>test</scope>" : "";
    return `    <dependency>\n      <groupId>com.example.${random.pick(["store", "web", "core"])}</groupId>\n      <artifactId>${random.pick(WORDS)}-${at}</artifactId>\n      <version>${random.whole(4)}.${random.whole(20)}.${random.whole(9)}</version>${scope}\n    </dependency>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <!-- built every night -->\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>com.example</groupId>\n  <artifactId>app</artifactId>\n  <version>1.4.0-SNAPSHOT</version>\n  <dependencies>\n${dependencies}  </dependencies>\n</project>\n`;
}

function siteMap(random: Random): string {
  const urls = repeat(
    120,
    (at) =>
      `  <url>\n    <loc>https://example.com/docs/${random.pick(WORDS)}/${random.pick(WORDS)}-${at}</loc>\n    <lastmod>${time(at * 86_400 * random.whole(3)).slice(0, 10)}</lastmod>\n    <changefreq>${random.pick(["weekly", "daily"])}</changefreq>\n    <priority>0.${random.whole(9)}</priority>\n  </url>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}</urlset>\n`;
}

function envelope(random: Random): string {
  const orders = repeat(
    50,
    (at) =>
      `<ord:Order id="${7000 + at}"><ord:Placed>${time(at * 600 + random.whole(600))}Z</ord:Placed><ord:Customer><ord:Name>${words(random, 2)}</ord:Name><ord:Country>${random.pick(["DE", "FR", "PL"])}</ord:Country></ord:Customer><ord:Total currency="EUR">${(random.whole(90_000) / 100).toFixed(2)}</ord:Total></ord:Order>`,
  );
  return `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ord="urn:example:orders"><soap:Header/><soap:Body><ord:GetOrdersResponse>${orders}</ord:GetOrdersResponse></soap:Body></soap:Envelope>`;
}

function drawing(random: Random): string {
  const shapes = repeat(40, (at) =>
    at % 3 === 0
      ? `  <circle cx="${random.whole(500)}" cy="${random.whole(500)}" r="${2 + random.whole(9)}" fill="#e34"/>\n`
      : `  <path d="M${random.whole(500)} ${random.whole(500)}l${random.whole(50)} ${random.whole(50)}z" stroke="#222"/>\n`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 500">\n  <title>Plot</title>\n${shapes}  <text x="1" y="2">a <tspan>b</tspan> c</text>\n</svg>\n`;
}
