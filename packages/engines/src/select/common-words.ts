import { COMMON_WORDS, wordsOf } from "./words.ts";

/**
 * Words too common to say what a query is about, by language: articles, pronouns, prepositions, conjunctions, auxiliary verbs and
 * the words that ask. Chosen from the lists of stopwords-iso (MIT), with some question words added. English is {@link COMMON_WORDS}.
 */
const LISTS: Readonly<Record<string, string>> = {
  de: "aber als also am an auch auf aus bei bin bis da damit das dass dem den der des die dies diese dieser dieses doch dort du durch ein eine einem einen einer eines er es für gegen gibt hat hatte haben hier ich ihr ihre im in ist ja kann kein keine können man mehr mit muss nach nicht noch nur ob oder ohne sehr sein seine sich sie sind so über um und uns unter vom von vor wann war waren warum was welche welchem welchen welcher welches wem wen wenn wer werden wessen wie wieso wir wird wo woher wohin wurde wurden zu zum zur zwischen",
  fr: "à au aux avec ce ces cet cette comme comment d dans de depuis des donc du elle elles en entre est et étaient était être eu fait il ils j je l la le les leur leurs lequel laquelle lors lui m mais me même mon n ne nos notre nous on ont ou où par pas pendant plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa sans se sera ses si son sont sous sur t ta te tes toi ton tous tout très tu un une vers vos votre vous y",
  es: "a al algo ante antes aunque bajo cada como cómo con cual cuál cuáles cuando cuándo cuánto cuánta cuántos cuántas de del desde donde dónde dos durante e el él ella ellas ellos en entre era eran es esa ese eso esta está están estas este esto estos fue fueron ha había hace han hasta hay la las le les lo los más me mi muy ni no nos o otra otro otros para pero por porque qué que quien quién quiénes se según ser si sí sin sobre son su sus también tiene todo todos tras tu un una uno unos y ya yo",
  it: "a ad ai al alla alle anche avere c che chi ci come con cosa cui da dal dalla dalle degli dei del della delle dello di dopo dove e è ed era erano essere fra gli ha hanno i il in io l la le lei lo loro lui ma mi mia mio ne nei nel nella nelle noi non o ogni per perché però più quale quali quando quanto quella quelle quelli quello questa queste questi questo se sei si sia sono stata stato su sua sue sui sul sulla suo suoi tra tu tutti tutto un una uno vi voi",
  pt: "a à ao aos as às até com como da das de dela dele deles depois do dos e é ela elas ele eles em entre era eram essa esse esta está estão estas este estes eu foi foram há isso já lhe mais mas me mesmo meu minha muito na não nas nem no nos nós o onde os ou para pela pelas pelo pelos por porque qual quais quando quanto quantos quantas que quê quem se sem ser seu seus só sobre sua suas também te tem têm teu toda todos tu um uma umas uns você vocês",
  nl: "aan al alles als ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen had heb hebben heeft het hier hij hoe hoeveel hun iets ik in is ja je kan kon kunnen maar me meer men met mij mijn naar niet nog nu of om omdat onder ons ook op over te tegen toch toen tot u uit uw van veel voor waar waarom wanneer want waren was wat we welk welke werd wie wij worden wordt zal ze zich zij zijn zo zonder zou",
  sv: "alla att av blev bli de dem den denna deras dess det detta dig din du där då efter ej eller en er ett från för ha hade han hans har henne hennes hon honom hur här i icke ingen inom inte jag ju kan kunde man med mellan men mig min mot mycket ni nu när någon något några och om oss på samma sedan sig sin sina sitt ska skulle som så sådan till under upp ut utan vad var varför vart varje vem vi vid vilka vilken vilket vår är åt över",
  da: "af alle alt anden at blev blive da de dem den denne der deres det dette dig din du efter eller en end er et for fra ham han hans har havde have hende her hos hun hvad hvem hver hvilken hvilket hvis hvor hvordan hvorfor hvornår i ikke ind jeg jer kan kunne man mange med meget men mig min mod ned noget nogle nu når og også om op os over på selv sig sin skal skulle som så til ud under var vi vil ville være været",
  pl: "a aby ale bez bo być był była było były by ci co czy dla do gdy gdzie go i ich ile im ja jak jaka jaki jakie jako jego jej jest jeszcze już kiedy kim która które którego której który których kto lub ma może na nad nie niż o od on ona one oni oraz pod po przed przez przy się są ta tak także tam te tego tej ten to tu tych tylko tym u w we więc wszystko z za ze został że",
  cs: "a aby ale ani až bez bude být by byl byla bylo byly co či do ho i já jak jaká jaké jaký jako je jeho její jejich jen ji již jsem jsme jsou k kam kde kdo kdy když kolik která které který ke ma má může na nad ne nebo než není o od on ona oni po pod pro proč před přes při s se si svůj ta tak také tam tato ten tento to tom tu ty u už v ve však z za ze že",
  tr: "ama bana ben bir biri biz bu buna bunu da daha de değil diye en gibi hangi hem hep her hiç için idi ile ise kadar kaç ki kim kime kimin mi mı mu mü nasıl ne neden nedir nerede nereden nereye niçin niye o olan olarak oldu olduğu on ona onlar onu sen siz şey şu tüm var ve veya ya yani yok",
  fi: "ei ja jos joka jonka jossa jotka että en eivät hän he ilman itse jo kanssa keitä ketkä kuin kuinka kuka kun me miksi mikä millä millainen milloin minä missä mistä mitä mitkä mutta myös ne niin noin nyt ole olen oli olivat olla on ovat se sekä sen sinä sitä tai tämä tuo vai vain",
  hu: "a az és egy ez ezt azt be ami amely aki ahol akkor csak de el fel hanem hogy hogyan hol hova ha honnan is ki kit kik le meg mely melyik mert mi miért mik mikor milyen mint mit most nagyon ne nem ő ők össze pedig s sem vagy van vannak volt voltak",
  ro: "a acest această aceste acești ai al ale am ar are aș au ca că care cât ce cel cele cei cine când cum cu da dar de deci din după e ea ei el este eu fi fie fost în îl între la le lor lui mai nu o ori pe pentru prin sa sa sau se și sub sunt te un unde unei unor unui va vor",
  id: "ada adalah agar akan anda antara apa apakah atau bagaimana bagi bahwa banyak berapa bisa dalam dan dapat dari dengan di dia hanya harus ia ini itu jika juga kami kapan karena ke kepada kita lain lebih mana mengapa mereka oleh pada para saat saja saya sebagai secara seperti serta siapa sudah telah tentang tidak untuk yang",
  vi: "ai ấy bao bằng bị bởi các cái cần cho chỉ chưa có của cùng cũng do đã đang để đến đi điều đó được gì hay hơn khi không là làm lại lên lúc mà mình mỗi một nào này nên nếu nhiều như những nơi ở phải qua ra rằng rất sao sau sẽ tại theo thì từ và vào vẫn về vì việc với vậy",
  ru: "а без более бы был была были было быть в вам вас весь во вот все всего вы где да для до его ее если есть еще же за и из или им их к как какая какие каков какой когда кого которая которое которые который кто куда ли мне может мы на над не него нее нет ни них но ну о об один он она они оно от откуда по под почему при с сам себя сколько со так также такой там то того тоже только том ты у уже чего чем что чтобы эта эти это этого этой этом этот я",
  uk: "а або але бо був була були було бути в вже від він вона вони все всі де для до з за і із й його її їх як яка яке який які якщо коли хто чому чи що щоб ще на над не немає ні о та так також там те ти то того тому у цей це ці я скільки",
  bg: "а ако без бе беше в във все да до за защо и из или има как каква какво какъв като кога кой коя колко къде ли на не ние но от по при с са само се си след със съм те това този той тя че ще",
  el: "ο η το οι τα του της των τον την και κι κ είναι ήταν να δεν δε μη μην με σε για από ως στο στη στην στον στα στις στους ένα ένας μια μία αν αλλά ή που πού πως πώς πότε τι ποιος ποια ποιο ποιοι ποιες ποιον γιατί όταν όπως όπου θα έχει έχουν αυτό αυτή αυτός αυτά μου σου μας σας τους κατά μετά πριν προς πιο πολύ πόσο πόσα πόσοι",
  ar: "في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما ماذا متى أين كيف كم لماذا هل أن إن كان كانت قد لا لم لن هو هي هم كل بعد قبل بين حتى أو أي ثم لكن عند كما منذ إذا و أنا نحن أنت حيث غير",
  fa: "و در به از که این آن را با است برای تا یا بر هم نیز می شد شده بود بودند هر چه چرا چگونه چند کجا کدام کی کیست چیست اگر ما من تو او آنها خود دارد دارند باید هست نیست",
  he: "של את על אל עם לא כי או גם אם זה זו זאת הוא היא הם הן אני אנחנו אתה מה מי מתי איפה היכן איך כמה למה מדוע איזה איזו אילו היה היתה היו יש אין כל רק עד בין אשר כדי אך אבל אחרי לפני מן כמו עוד יותר",
  hi: "का की के को में से पर है हैं था थे थी हो होता होती और या एक यह वह ये वे इस उस इन उन जो कि तो भी ही ने क्या कौन कब कहाँ कहां क्यों कैसे कितना कितने कितनी किस किसने किसी कोई तक लिए साथ बाद पहले द्वारा कर करने करना किया गया नहीं अपने सभी कुछ",
  zh: "的 了 和 是 在 有 我 他 她 它 们 这 那 什么 谁 哪 哪里 哪些 哪个 为什么 怎么 怎样 如何 多少 几 何时 时候 什么时候 吗 呢 也 都 与 及 或 对 为 以 从 到 被 把 之 其",
  ja: "の は が を に へ と で も や から まで より です ます した する いる ある この その あの どの 何 何が 誰 どこ いつ なぜ どう いくつ どのように ですか か これ それ という として について れた され",
  ko: "은 는 이 가 을 를 의 에 에서 으로 로 와 과 도 만 그 저 것 수 등 및 무엇 누구 어디 언제 왜 어떻게 얼마나 어떤 무엇을 무엇이 누가 몇 인가 입니까 한다 하는",
  th: "ที่ และ ใน ของ เป็น มี ได้ ให้ ว่า จะ ไม่ กับ จาก โดย นี้ นั้น อะไร ใคร ไหน ที่ไหน เมื่อไร เมื่อไหร่ ทำไม อย่างไร เท่าไร กี่ หรือ ก็ ไป มา",
};

/** Fewer common words than this say nothing about a query's language, unless they are all it has. */
const FEWEST = 2;

/**
 * The common words of a query's language, as {@link wordsOf} gives them; empty where the query is in English, or where its words do
 * not tell. Of languages with equally many of its words the first in the list.
 */
export function commonWordsFor(query: string): ReadonlySet<string> {
  const words = wordsOf(query.slice(0, LONGEST_QUERY));
  let best: ReadonlySet<string> = new Set();
  if (words.some((word) => ENGLISH_ONLY.has(word))) return best;
  let most = FEWEST - 1;
  for (const language of Object.keys(LISTS)) {
    const common = commonWordsOf(language);
    const found = words.filter((word) => common.has(word) && !ALSO_ENGLISH.has(word)).length;
    if (found > most) {
      best = common;
      most = found;
    }
  }
  return best;
}

/** Common words of English that no other of the languages has. */
const ENGLISH_ONLY: ReadonlySet<string> = new Set(
  "the and what how which does did who why when where with from that their".split(" "),
);

/** Common words of other languages that are English words too, and so do not tell. */
const ALSO_ENGLISH: ReadonlySet<string> = new Set(
  (
    "a am an are as at be by die do for had has hat he her him in is it man me men mine more no not of on or over so that to under was war " +
    "we will also bin come con dig far fin hen lo los mi mot non once out par per red sale sin son sur ten top tu us via du al el per kind mod alle"
  ).split(" "),
);

/** Characters of a query that are looked at for its language. */
const LONGEST_QUERY = 1000;

/** What was read from {@link LISTS} already. */
const read = new Map<string, ReadonlySet<string>>();

function commonWordsOf(language: string): ReadonlySet<string> {
  const known = read.get(language);
  if (known !== undefined) return known;
  const common = new Set(wordsOf(LISTS[language] ?? ""));
  read.set(language, common);
  return common;
}
