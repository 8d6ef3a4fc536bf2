// Polish: how patients answer. Invariants as in book.ts; folded, so ból stóp reads bol stop and będę reads bede.

import { type Book, words } from '../book.ts'
import { givenNames } from '../given-names.ts'
import { phrases } from '../patterns.ts'
import { polishIntents } from './polish-intents.ts'

const thanks = phrases(
  'dziekuje|dziekujemy bardzo|slicznie|serdecznie',
  'dziekuje|dziekujemy|dzieki|dzk|dz|dzieks',
  'z gory dziekuje',
)

export const polish: Book = {
  language: 'pl',
  vocabulary: {
    fillers: words(
      'mi mnie mna mam sie do ode od was panstwa panstwo juz wiecej tych tego te ten zadnych kolejnych takich na z ze w o i a to tez prosze moj moja moje moich mojego chce chcialbym chcialabym chcemy zeby zebyscie dostawac otrzymywac dostaje tu tutaj ani wcale nas wam pan pani',
    ),
    days: words(
      'poniedzialek poniedzialku pon pn wtorek wtorku wt sroda srode srody sr czwartek czwartku czw cz piatek piatku pt sobota sobote soboty sob sb niedziela niedziele nd niedz dzis dzisiaj jutro pojutrze weekend',
    ),
    months: words(
      'styczen stycznia styczniu luty lutego lutym marzec marca marcu kwiecien kwietnia kwietniu maj maja maju czerwiec czerwca czerwcu lipiec lipca lipcu sierpien sierpnia sierpniu wrzesien wrzesnia wrzesniu pazdziernik pazdziernika pazdzierniku listopad listopada listopadzie grudzien grudnia grudniu',
    ),
    names: new Set(givenNames),
  },
  politeness: [
    ...thanks,
    ...phrases(
      'dzien dobry',
      'dobry wieczor',
      'do widzenia',
      'milego|mily dnia|dzien|wieczoru|weekendu',
      'z powazaniem|gory',
      'prosze|poprosze|prosimy|pozdrawiam|pozdrowienia|witam|czesc|hej|przepraszam|pani|panie|panstwo|pls|bardzo|serdecznie|niestety',
    ),
  ],
  thanks,
  negators: words('nie nigdy bez ani'),
  absence: words('brak zadnego zadnej zadnych bez'),
  harmless: phrases(
    'telefon|telefonie|bateria|komorka|komputer|samochod|auto|internet|mi? umarl|padl|zdechl|umarla|padla',
    'umarl|zdechl . telefon|komputer|samochod|internet',
    'cisnienie|badanie|pobranie krwi',
    'krew na|do badania|badan|czczo|analizy',
    'bol stop|stopy',
    'ze zgonem|zgonu aktu',
  ),
  keep: phrases(
    'nie chce|zamierzam? z? odwol*|rezygn*|anul*|zrezygn*',
    'nie przestawaj|przestawajcie|wypisuj|wypisujcie|kasuj*|skreslaj*|usuwaj*',
  ),
  yesInOtherWords: phrases(
    'nie ma problemu|problemow|sprawy',
    'nie widze problemu|przeszkod',
    'czemu|dlaczego nie',
    'nie moge sie doczekac',
    'nie mam nic przeciwko',
    'bez problemu',
    'zaden problem',
  ),
  yes: phrases(
    'bede|bedziemy na pewno|napewno|punktualnie|obecna|obecny|jutro?',
    'jak najbardziej',
    'moze byc',
    'do zobaczenia',
    'na pewno',
    'zgadzam sie',
    'stawie|stawimy|pojawie sie',
    'pasuje mi?',
    'jestem za',
    'potwierdzam|potwierdzamy wizyte|termin|obecnosc|przybycie|udzial?',
    'biore|rezerwuje|wybieram ten|to?',
    'prosze zapisac|zarezerwowac|umowic mnie?',
    'zapisac|zapiszcie|zapisuje mnie|sie?',
    't|tak|tk|ta|no|jasne|bede|bedziemy|bd|potwierdzam~|potwierdzone|potwierdzona|potwierdzamy|potwierdzenie|ok|okej|okey|okay|oki|oks|okk|pewnie|oczywiscie|przyjde|przyjdziemy|przybede|zgoda|pasuje|dobra|dobrze|super|swietnie|chetnie|akceptuje|zgadza|spoko|wspaniale|jasna|👍|✅|🆗',
  ),
  softYes: phrases('raczej tak|bede', 'chyba tak', 'postaram sie', 'mysle ze tak'),
  besideYes: words(
    'sie ja na wizyte wizycie termin o w jutro dzis pani pan i to z moja swoja obecnosc bardzo wizyta jestem my mnie ten',
  ),
  intents: polishIntents,
}
