// Common given and family names, to be combined at random: nobody in particular.
// - Polish and Russian family names come in two forms, women's and men's; Russian patronymics follow the father's name.
// - Malay names have no family name: the father's name follows bin or binti.

export interface NameList {
  readonly female: readonly [string, ...string[]]
  readonly male: readonly [string, ...string[]]
}

export interface FamilyName {
  readonly female: string
  readonly male: string
}

const split = (text: string): readonly [string, ...string[]] => {
  const [first = '', ...others] = text.split(' ')
  return [first, ...others]
}

export const givenNames: Readonly<Record<'pl' | 'ru' | 'ms' | 'en', NameList>> = {
  pl: {
    female: split(
      'Anna Maria Katarzyna Małgorzata Agnieszka Barbara Ewa Krystyna Magdalena Elżbieta Joanna Aleksandra Zofia Monika Teresa Danuta Natalia Julia Karolina Marta Beata Dorota Halina Jadwiga Janina Alicja Jolanta Grażyna Iwona Irena Paulina Justyna Zuzanna Bożena Wiktoria Urszula Renata Hanna Emilia Kinga',
    ),
    male: split(
      'Piotr Krzysztof Andrzej Tomasz Jan Paweł Michał Marcin Stanisław Jakub Adam Marek Łukasz Grzegorz Mateusz Wojciech Mariusz Dariusz Zbigniew Jerzy Maciej Rafał Robert Kamil Józef Jacek Dawid Szymon Tadeusz Ryszard Kacper Bartosz Sebastian Artur Sławomir Filip Henryk Antoni Franciszek Kazimierz',
    ),
  },
  ru: {
    female: split(
      'Анна Мария Елена Ольга Наталья Татьяна Ирина Светлана Екатерина Марина Людмила Галина Нина Валентина Юлия Оксана Анастасия Дарья Ксения Виктория Вера Надежда Любовь Полина София Лариса Тамара Алина Зинаида Евгения',
    ),
    male: split(
      'Александр Сергей Владимир Андрей Алексей Дмитрий Николай Иван Михаил Евгений Виктор Юрий Максим Игорь Олег Павел Роман Артём Денис Антон Василий Кирилл Константин Никита Тимур Рустам Георгий Фёдор Борис Илья',
    ),
  },
  ms: {
    female: split(
      'Nurul_Aisyah Siti_Aminah Nur_Izzati Farah Nadia Aminah Zainab Noraini Rohani Hafizah Siti_Khadijah Nur_Syafiqah Azlina Faridah Salmah Nor_Hidayah Aisyah Suraya Zaleha Mariam',
    ),
    male: split(
      'Ahmad_Faizal Mohd_Azlan Muhammad_Hakim Hafiz Ismail Zulkifli Amirul Khairul Azman Roslan Shahrul Nizam Mohd_Firdaus Syafiq Razak Hamzah Fadzil Idris Kamarul Haris',
    ),
  },
  en: {
    female: split(
      'Emma Olivia Sarah Grace Alice Charlotte Hannah Lucy Megan Rachel Rebecca Laura Susan Margaret Helen Claire Jane Victoria Nicola Karen Amelia Sophie Ruth Eleanor Harriet',
    ),
    male: split(
      'James Oliver Thomas William George Daniel Samuel Benjamin Henry Edward Peter Michael David Andrew Stephen Robert Matthew Christopher Simon Alan Jack Harry Liam Owen Patrick',
    ),
  },
}

export const fatherNames = split(
  'Ahmad Ismail Abdullah Rahman Omar Hassan Ibrahim Yusof Othman Salleh Mahmud Bakar Hamid Aziz Jaafar Mansor Kadir Latif Sulaiman Zakaria',
)

/** The father's name as men and women carry it. */
export const patronymics: readonly [FamilyName, ...FamilyName[]] = [
  { female: 'Ивановна', male: 'Иванович' },
  { female: 'Петровна', male: 'Петрович' },
  { female: 'Сергеевна', male: 'Сергеевич' },
  { female: 'Александровна', male: 'Александрович' },
  { female: 'Николаевна', male: 'Николаевич' },
  { female: 'Владимировна', male: 'Владимирович' },
  { female: 'Михайловна', male: 'Михайлович' },
  { female: 'Андреевна', male: 'Андреевич' },
  { female: 'Викторовна', male: 'Викторович' },
  { female: 'Юрьевна', male: 'Юрьевич' },
  { female: 'Анатольевна', male: 'Анатольевич' },
  { female: 'Павловна', male: 'Павлович' },
]

const same = (names: readonly string[]): FamilyName[] => names.map((name) => ({ female: name, male: name }))

const endings = (stems: readonly string[], female: string, male: string): FamilyName[] =>
  stems.map((stem) => ({ female: stem + female, male: stem + male }))

export const familyNames: Readonly<Record<'pl' | 'ru' | 'en', readonly FamilyName[]>> = {
  pl: [
    ...endings(
      split(
        'Kowal Wiśniew Lewandow Kamiń Zieliń Szymań Dąbrow Kozłow Jankow Wojciechow Piotrow Grabow Pawłow Michal Jabłoń Majew Olszew Jasiń Malinow Gór Sadow Rutkow Sikor Ostrow Borkow',
      ),
      'ska',
      'ski',
    ),
    ...endings(split('Wysoc Nowic Górec Zawadz Sawic'), 'ka', 'ki'),
    ...same(
      split(
        'Nowak Wójcik Woźniak Mazur Krawczyk Kaczmarek Król Wieczorek Wróbel Stępień Pawlak Walczak Dudek Baran Sikora Lis Zając Szewczyk Pietrzak Wojtowicz Tomczyk Marciniak',
      ),
    ),
  ],
  ru: [
    ...endings(
      split(
        'Иванов Смирнов Кузнецов Попов Соколов Лебедев Козлов Новиков Морозов Петров Волков Соловьёв Васильев Зайцев Павлов Семёнов Голубев Виноградов Богданов Воробьёв Фёдоров Михайлов Беляев Тарасов Орлов Макаров Николаев Захаров Ахметов Галиев',
      ),
      'а',
      '',
    ),
    ...endings(split('Калинин Сорокин Никитин Ильин'), 'а', ''),
    ...endings(split('Вишневс Покровс Островс'), 'кая', 'кий'),
    ...same(split('Ким Шевченко Мельник Бондаренко Литвиненко Коваль')),
  ],
  en: same(
    split(
      'Smith Jones Taylor Brown Williams Wilson Johnson Davies Clarke Wright Thompson Evans Walker White Roberts Green Hall Wood Harris Martin Cooper Hughes Turner Parker Bennett Mitchell Campbell Stewart Murray Kelly',
    ),
  ),
}
