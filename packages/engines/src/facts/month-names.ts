/**
 * The months in lower case, in the languages whose dates are told apart from numbers: as written in a date, where the case of
 * the word differs. Abbreviations only where they are no words.
 */
export const MONTH_NAMES: readonly string[] = [
  ...new Set(
    (
      "january february march april may june july august september october november december " +
      "januar jänner februar februari feber märz mai juni juli oktober dezember december desember " +
      "janvier février mars avril juin juillet août septembre octobre novembre décembre " +
      "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre " +
      "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre " +
      "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro " +
      "januari maart mei augustus maj marts augusti tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta " +
      "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia " +
      "ledna února března dubna května června července srpna září října listopadu prosince " +
      "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık " +
      "ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie " +
      "január február március április május június július augusztus szeptember október " +
      "januari februari maret agustus " +
      "января февраля марта апреля мая июня июля августа сентября октября ноября декабря " +
      "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня " +
      "януари февруари март април май юни юли август септември октомври ноември декември " +
      "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου " +
      "يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر " +
      "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר " +
      "जनवरी फरवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर " +
      "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
    ).split(" "),
  ),
];
