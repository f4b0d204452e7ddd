/**
 * What letters are folded to for matching: lower case, without accents, one form of each letter. A space stands for a code unit that
 * stays as it is. From the decompositions of the Unicode character database.
 */
export const LETTER_FOLDS: readonly (readonly [first: number, folds: string])[] = [
  [
    0x00c0,
    "aaaaaaæceeeeiiiidnooooo ouuuuyþßaaaaaaæceeeeiiiidnooooo ouuuuyþyaaaaaaccccccccdd" +
      "ddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳĳjjkkkllllllllllnnnnnnnnnooooooœœrrrrrrssssss" +
      "ssttttttuuuuuuuuuuuuwwyyyzzzzzzsƀbƃƃƅƅoƈƈɖdƌƌƍeaeffɠɣƕɩɨkkƚƛɯnƞɵooƣƣƥƥʀƨƨʃƪƫƭƭʈu" +
      "uʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuuuuuuuuueaaaaææǥǥggkkooooʒʒjǳǳǳggƕƿnnaaææoo" +
      "aaaaeeeeiiiioooorrrruuuussttȝȝhhƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥȼȼƚⱦȿɀɂɂƀʉʌɇɇɉɉɋɋɍɍɏɏ",
  ],
  [
    0x0370,
    "ͱͱͳͳ  ͷͷ   ͻͼͽ ϳ      α εηι ο υωιαβγδεζηθικλμνξοπρ στυφχψωιυαεηιυαβγδεζηθικλμνξο" +
      "πρσστυφχψωιυουωϗϐϑϒϒϒϕϖϗϙϙϛϛϝϝϟϟϡϡϣϣϥϥϧϧϩϩϫϫϭϭϯϯϰϱϲϳθϵ ϸϸϲϻϻϼͻͼͽ",
  ],
  [
    0x0400,
    "ееђгєѕіїјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяабвгдежзийклмнопрстуфхцчшщъыьэюя" +
      "ееђгєѕіїјљњћкиуџ",
  ],
  [
    0x0460,
    "ѡѡѣѣѥѥѧѧѩѩѫѫѭѭѯѯѱѱѳѳѵѵѵѵѹѹѻѻѽѽѿѿҁҁ        ҋҋҍҍҏҏґґғғҕҕҗҗҙҙққҝҝҟҟҡҡңңҥҥҧҧҩҩҫҫҭҭүү" +
      "ұұҳҳҵҵҷҷҹҹһһҽҽҿҿӏжжӄӄӆӆӈӈӊӊӌӌӎӎӏааааӕӕееәәәәжжззӡӡииииооөөөөээууууууччӷӷыыӻӻӽӽӿӿ" +
      "ԁԁԃԃԅԅԇԇԉԉԋԋԍԍԏԏԑԑԓԓԕԕԗԗԙԙԛԛԝԝԟԟԡԡԣԣԥԥԧԧԩԩԫԫԭԭԯԯ",
  ],
  [
    0x1e00,
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo" +
      "oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyẚsẜẝßẟ" +
      "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu" +
      "uuyyyyyyyyỻỻỽỽỿỿ",
  ],
  [
    0x1f00,
    "ααααααααααααααααεεεεεε  εεεεεε  ηηηηηηηηηηηηηηηηιιιιιιιιιιιιιιιιοοοοοο  οοοοοο  " +
      "υυυυυυυυ υ υ υ υωωωωωωωωωωωωωωωωααεεηηιιοουυωω  ααααααααααααααααηηηηηηηηηηηηηηηη" +
      "ωωωωωωωωωωωωωωωωααααα ααααααα ι   ηηη ηηεεηηη   ιιιι  ιιιιιι    υυυυρρυυυυυυρ   " +
      "  ωωω ωωοοωωω   ",
  ],
  // Half-width Katakana.
  [
    0xff66,
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン",
  ],
  // Hebrew's final letters.
  [0x05da, "כ"],
  [0x05dd, "מ"],
  [0x05df, "נ"],
  [0x05e3, "פ"],
  [0x05e5, "צ"],
  // Arabic and Persian: forms of alef, yeh, kaf and heh.
  [0x0622, "ااوايا"],
  [0x0629, "ه"],
  [0x0649, "ي"],
  [0x0671, "ا"],
  [0x06a9, "ك"],
  [0x06be, "ه"],
  [0x06c0, "هه"],
  [0x06cc, "ي"],
  // Arabic letters in the shape of their place in the word, as in text out of PDF.
  [
    0xfb50,
    "ااٻٻٻٻپپپپڀڀڀڀٺٺٺٺٿٿٿٿٹٹٹٹڤڤڤڤڦڦڦڦڄڄڄڄڃڃڃڃچچچچڇڇڇڇڍڍڌڌڎڎڈڈژژ" +
      "ڑڑككككگگگگڳڳڳڳڱڱڱڱںںڻڻڻڻههههههههههےےۓۓ",
  ],
  [0xfbd3, "ڭڭڭڭۇۇۆۆۈۈ ۋۋۅۅۉۉېېېېيي"],
  [0xfbfc, "يييي"],
  [
    0xfe80,
    "ءااااووااييييااببببههتتتتثثثثججججححححخخخخددذذررززسسسسششششصصص" +
      "صضضضضططططظظظظععععغغغغففففققققككككللللممممننننههههوويييييي",
  ],
  // Devanagari's letters with a dot, candrabindu.
  [0x0901, "\u0902"],
  [0x0958, "कखगजडढफय"],
];

/** Letters that are folded to two, in both cases. */
export const DOUBLE_FOLDS: Readonly<Record<string, string>> = {
  ßẞ: "ss",
  æÆǽǼǣǢ: "ae",
  œŒ: "oe",
  þÞ: "th",
  ĳĲ: "ij",
  ﻵﻶﻷﻸﻹﻺﻻﻼ: "لا",
  ﬀ: "ff",
  ﬁ: "fi",
  ﬂ: "fl",
};
