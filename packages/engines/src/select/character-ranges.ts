/**
 * Which code units are what, as ranges in hexadecimal, `from-to` or single. From the Unicode character database, for the scripts of
 * today's languages; what is missing is no part of a word. Later entries overrule earlier ones.
 */
export const CHARACTER_RANGES = [
  ["space", "20 9 b c a0 1680 2000-200a 202f 205f 3000"],
  ["lineBreak", "a d 85 2028 2029"],
  [
    "closer",
    "22 27 29 5d 7d 2a 5f 60 ab bb 2018 2019 201c 201d 2039 203a 3009 300b 300d 300f 3011 3015 3017 301e " +
      "301f fd3e ff02 ff07 ff09 ff3d ff5d ff63",
  ],
  [
    "fullStop",
    "589 5c3 61f 6d4 700 964 965 df4 104b 1362 1367 1368 1803 1809 17d4 17d5 3002 ff01 ff0e ff1f ff61 203c " +
      "2047-2049",
  ],
  [
    "pause",
    "2c 3a 3b 55d 387 60c 61b 104a 1361 1363-1366 17d6 1802 3001 ff0c ff1a ff1b ff64 2014 2013",
  ],
  [
    "letter",
    "aa ba 1bb 1c0-1c3 294 5d0-5ea 5ef-5f2 620-64a 66e-6d3 6d5 6ee 6ef 6fa-6ff 710 712-72f 74d-7b1 7ca-7ea " +
      "800-815 840-858 860-86a 870-88e 8a0-8c9 904-939 93d 950 958-961 971-9e1 9f0-a39 a59-a5e a72-acf " +
      "ad0-ae1 af9-b39 b3d b5c-b61 b71-bb9 bd0 c05-c39 c3d c58-c61 c80-cb9 cbd cdd-ce1 d04-d3a d3d d4e-d61 " +
      "d7a-dc6 f40-f6c 10d0-10fa 10fd-10ff 1200-135a 1380-138f 13a0-13f5 1401-167f 1681-169a 16a0-16ea " +
      "1820-1878 1900-191e 1b05-1b33 1b83-1ba0 2d30-2d67 2d80-2dde a000-a48c a4d0-a4fd a500-a62b ab01-ab2e " +
      "fb00-fb06 fb1d-fdfb fe70-fefc",
  ],
  [
    "phrase",
    "e01-e30 e32 e40-e46 e81-eb0 eb2 ebd-ec6 edc-edf 1000-102a 103f 1050-1055 105a-105d 1780-17b3 17d7 " +
      "17dc aa60-aa76",
  ],
  [
    "wide",
    "3005-3007 3021-3029 3031-3035 303b 3041-3096 309d-309f 30a1-30fa 30fc-30ff 3105-312f 31a0-31bf " +
      "31f0-31ff 3400-4dbf 4e00-9fff f900-faff ff66-ff9f",
  ],
  ["hangul", "1100-11ff 3131-318e a960-a97c ac00-d7a3 d7b0-d7fb ffa0-ffdc"],
  [
    "sign",
    "901-903 93a-93c 93e-94f 951-957 962 963 981-983 9bc 9be-9cd 9d7 9e2 9e3 a01-a03 a3c-a51 a70 a71 a75 " +
      "a81-a83 abc abe-acd ae2 ae3 b01-b03 b3c b3e-b57 b62 b63 b82 bbe-bcd bd7 c00-c04 c3c c3e-c56 c62 c63 " +
      "c81-c83 cbc cbe-cd6 ce2 ce3 d00-d03 d3b d3c d3e-d4d d57 d62 d63 d81-d83 dca-ddf df2 df3 e31 e33-e3a " +
      "e47-e4e eb1 eb3-ebc ec8-ece f18 f19 f35 f37 f39 f71-f84 f90-fbc 102b-103e 1056-1059 105e-1060 " +
      "1062-108d 135d-135f 17b4-17d3 17dd 18a9 3099-309c",
  ],
  [
    "mark",
    "ad 300-36f 483-489 591-5bd 5bf 5c1 5c2 5c4 5c5 5c7 610-61a 640 64b-65f 670 6d6-6dc 6df-6e4 6e7 6e8 " +
      "6ea-6ed 711 730-74a 180b-180f 1ab0-1aff 1dc0-1dff 200b-200f 202a-202e 2060-2064 20d0-20f0 302a-302f " +
      "fe00-fe0f fe20-fe2f feff",
  ],
] as const;

/** Halves of characters beyond U+FFFF. */
export const SURROGATES = [0xd800, 0xdfff] as const;

/** The digit zero of each script with ten digits in a row, in the order of Unicode; ASCII's is not among them. */
export const DIGITS: readonly number[] = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
  0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0xff10,
];

/** Scripts with case, as ranges in which case has not changed since the oldest Unicode that Node 20 may have. */
export const CASED: readonly (readonly [from: number, to: number])[] = [
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xb5, 0xb5],
  [0xc0, 0x24f],
  [0x250, 0x2af],
  [0x370, 0x373],
  [0x376, 0x377],
  [0x37b, 0x37d],
  [0x37f, 0x37f],
  [0x386, 0x386],
  [0x388, 0x481],
  [0x48a, 0x52f],
  [0x531, 0x556],
  [0x561, 0x586],
  [0x10a0, 0x10c5],
  [0x1c90, 0x1cba],
  [0x1e00, 0x1fbc],
  [0x1fc2, 0x1fcc],
  [0x1fd0, 0x1fdb],
  [0x1fe0, 0x1fec],
  [0x1ff2, 0x1ffc],
  [0x2c60, 0x2c7f],
  [0xa640, 0xa69b],
  [0xa722, 0xa787],
  [0xff21, 0xff3a],
  [0xff41, 0xff5a],
];

/** Symbols inside of those ranges. */
export const NO_LETTERS: ReadonlySet<number> = new Set([
  0xd7, 0xf7, 0x1bb, 0x1c0, 0x1c1, 0x1c2, 0x1c3, 0x294, 0x3f6, 0x482,
]);
