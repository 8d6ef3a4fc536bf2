// First names by which people say whom a number does not belong to. Invariants: folded; the names of the patients
// behind the contact point are added by the caller, this list only helps where the record is silent.

export const givenNames: readonly string[] = [
  ...'anna anne john mary mark james emma olivia jack sarah david peter paul susan linda robert william jane'.split(
    ' ',
  ),
  ...'maria katarzyna kasia agnieszka malgorzata barbara ewa magda zofia jan piotr krzysztof andrzej'.split(
    ' ',
  ),
  ...'tomasz pawel michal marek adam jakub marcin joanna monika aleksandra jadwiga krystyna'.split(' '),
  ...'анна мария елена ольга наталья татьяна ирина светлана екатерина юлия иван александр сергей'.split(' '),
  ...'дмитрий андрей алексей михаил владимир николай петр павел оля лена наташа таня саша'.split(' '),
  ...'aminah siti nur fatimah ahmad ali muhammad mohd hassan ismail aisyah farah azlan kumar mei'.split(' '),
]
