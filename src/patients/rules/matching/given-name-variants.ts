// Given names that stand for each other: short forms, and spellings of one name that no sound rule joins.
// - A row is one name; a word may stand in several rows (Саша, Sam): two words are variants when they share a row.
// - Words are as nameWords gives them: lower case Latin letters (Cyrillic in passport spelling), no marks.
// Put together by hand from everyday use in the four languages; a name that is missing costs a few bits, no more.

const rows = `
aleksandra ola olka olenka sasha shura alexandra
anna ania anka anya anyuta aniuta niura ann annie
barbara basia baska barb barbie
agnieszka aga agusia
katarzyna kasia kaska kate
malgorzata gosia goska malgosia margaret meg peggy maggie
magdalena magda madzia
elzbieta ela elka
joanna asia aska joasia
zofia zosia zoska sofia sophia sofiia
krystyna krysia
ewa ewka
maria marysia maryla mariia masha mary molly
teresa tereska terenia
natalia nata natalka natalya nataliia natasha
julia julka iuliia yulia yuliya
karolina karola
dorota dorotka
jadwiga jadzia
janina janka
alicja ala alka
grazyna grazynka
wiktoria wika viktoriia vika victoria vicky vicki
hanna hania
zuzanna zuzia susan sue susie suzanne
piotr piotrek pyotr petr petia
krzysztof krzysiek krzys
andrzej jedrek jedrzej andrew andy drew
tomasz tomek thomas tom tommy
jan janek jas
pawel pawelek pavel pasha paul
michal michalek mikhail misha michael mike mick mickey
stanislaw staszek stas
jakub kuba
lukasz lukaszek
grzegorz grzesiek grzes gregory greg
mateusz mati matthew matt
wojciech wojtek
dariusz darek
zbigniew zbyszek
jerzy jurek
maciej maciek
rafal rafalek
jozef jozek joseph joe
dawid dawidek david dave davey
tadeusz tadek
ryszard rysiek richard rick dick rich ricky
bartosz bartek bartlomiej
slawomir slawek
aleksandr sasha shura alexander alex olek
alexandra alex sandra sasha
aleksei alesha lesha alexey
anastasiia nastia anastasia
dmitrii dima mitia dmitry
ekaterina katia katya katerina
elena lena elenka
evgenii zhenia eugene
evgeniia zhenia eugenia
georgii gosha zhora
ivan vania ivanushka
irina ira irishka
kseniia ksiusha oksana
liudmila liuda mila ludmila
nikolai kolia
olga olia olya
sergei serezha serge
svetlana sveta
tatiana tania tanya tatyana
valentina valia
vladimir vova volodia
viktor vitia
iurii iura yuri
dariia dasha
liubov liuba
nadezhda nadia
viacheslav slava
muhammad mohd muhd mohamad mohamed mohammad mohammed muhamad mohammud mhd md
abdul abd
nurul nur nor noor
siti sity
ahmad ahmed
robert rob bob bobby bert
william will bill billy liam
elizabeth liz beth lizzie betty eliza lisa
katherine catherine kathryn kate katie kathy cathy kitty
james jim jimmy jamie
john jack johnny jon
jonathan jon jonny
anthony tony
jennifer jen jenny
edward ed ted eddie ned
daniel dan danny
samuel sam sammy
samantha sam sammy
christopher chris
christine chris tina christina
stephen steve steven
benjamin ben
nicholas nick
patrick pat paddy
patricia pat trish tricia
rebecca becky becca
deborah debbie deb
charles charlie chuck
ronald ron
donald don
kenneth ken
timothy tim
lawrence larry laurence
frederick fred freddie
henry harry hank
victoria vicky vicki tori
jessica jess jessie
theodore ted theo
`

const rowsOf = new Map<string, Set<number>>()
for (const [at, row] of rows.trim().split('\n').entries()) {
  for (const word of row.split(' ')) {
    const known = rowsOf.get(word) ?? new Set<number>()
    known.add(at)
    rowsOf.set(word, known)
  }
}

export function areVariants(one: string, other: string): boolean {
  const mine = rowsOf.get(one)
  const theirs = rowsOf.get(other)
  return mine !== undefined && theirs !== undefined && [...mine].some((row) => theirs.has(row))
}
