// English: how patients answer. Invariants as in book.ts; apostrophes are already gone (dont, cant, ill).

import { type Book, words } from '../book.ts'
import { givenNames } from '../given-names.ts'
import { phrases } from '../patterns.ts'
import { englishIntents } from './english-intents.ts'

const thanks = phrases('thank you', 'thanks a lot', 'many thanks', 'thanks|thx|thnx|tnx|ty|cheers')

export const english: Book = {
  language: 'en',
  vocabulary: {
    fillers: words(
      'a an the this that these those my your our its any all more me us you to of with just now want wish need would like please so such very bloody automated constant getting sending receiving get receive ever even again also no from',
    ),
    days: words(
      'mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday sun sunday tomorrow tmrw tmr today weekend',
    ),
    months: words(
      'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec',
    ),
    names: new Set(givenNames),
  },
  politeness: [
    ...thanks,
    ...phrases(
      'good morning|afternoon|evening|day',
      'kind|best regards',
      'please|pls|plz|plse|kindly|sorry',
      'hi|hello|hey|dear|sir|madam|doctor|dr|regards|bye|xx|x|guys|love',
    ),
  ],
  thanks,
  negators: words('dont not never wont cant cannot didnt doesnt isnt arent wasnt aint nor hardly'),
  absence: words('no without zero stopped'),
  harmless: phrases(
    'phone|mobile|cell|battery|car|laptop|computer|internet|wifi|tv|dog|cat|engine just? died|dead|dies|dying',
    'phone|mobile|cell|battery|car|laptop|computer|internet|wifi is|was|has|went dead|died',
    'dead tired|battery|phone|line|tooth|end|serious|easy',
    'blood pressure|test|tests|work|sample|results|sugar|count',
    'bus|train|tram|next|last stop',
    'no pressure',
    'off|from . waitlist|waitinglist',
    'off|from . waiting list',
    'emergency contact',
  ),
  keep: phrases(
    'dont|never|not want|wish|need? to? cancel|cancelling|cancelled',
    'dont|not|never want|wish? to? stop remind*|send*|text*|messag*|writing|the|my|these|your',
    'not going to cancel',
    'keep my|the|that|it|our|remind*|sending|texting',
    'leave it|my|the as|appointment|booking',
  ),
  yesInOtherWords: phrases(
    'cant|cannot wait',
    'can not wait',
    'no problem|problems|worries|prob|probs|issue',
    'why not',
    'dont mind',
    'no objection|objections',
    'wouldnt miss',
    'looking forward',
  ),
  yes: phrases(
    'ill come|be|attend|do there|here|it?',
    'i will|can come|be|attend|do there|here|it?',
    'ill come|attend',
    'see you|u|ya|yous then|there|soon|tomorrow|later?',
    'sounds|thats|its|all good|great|fine|perfect|ok|lovely',
    'works for me|us',
    'that|it works|suits',
    'count me in',
    'i accept|agree|confirm|am|do|will|can',
    'book it|me',
    'go ahead',
    'of course',
    'all right',
    'y|yes|yep|yeah|yup|yea|yah|ya|ye|aye|ok|okay|okey|okie|k|kk|sure|alright|👍|✅|🆗',
    'confirm~|confirmed|confirming|confirmd|great|perfect|lovely|fine|absolutely|definitely|certainly|agreed|accepted|coming|cool|brilliant|happy',
  ),
  softYes: phrases('hopefully'),
  besideYes: words(
    'i im am will the my this that it visit appointment booking slot time there then for to do and both again',
  ),
  intents: englishIntents,
}
