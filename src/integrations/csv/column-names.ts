// Names of columns as practice systems and clinics write them, in four languages. Compared without letter case, marks,
// and the difference between "first_name", "FirstName" and "First name".

export const csvKinds = [
  'patients',
  'visits',
  'appointments',
  'conditions',
  'procedures',
  'coverage',
  'results',
  'plans',
  'plan-items',
  'practitioners',
  'locations',
] as const

export type CsvKind = (typeof csvKinds)[number]

const id = 'id, uuid, external id, record id, numer, номер, ид, nombor'
const patient =
  'patient, patient id, patientid, pat num, patnum, pid, pat id, patient no, patient number, client id, id pacjenta, pacjent id, pacjent, numer pacjenta, nr pacjenta, код пациента, номер пациента, ид пациента, пациент, код клиента, номер клиента, id пациента, id pesakit, no pesakit, nombor pesakit, pesakit, r pid, pc pid'
const card = 'chart number, mrn, kartoteka, nr kartoteki, numer kartoteki, номер карты, no kad'
const practitioner =
  'provider, provider id, practitioner, practitioner id, prov num, doctor, doctor id, dentist, lekarz, id lekarza, specjalista, врач, код врача, доктор, специалист, doktor, pc aid, r provider'
const place =
  'organization, organisation, location, clinic, clinic num, business, gabinet, placowka, филиал, кабинет, lokasi, klinik, pc location, op'
const given = 'first name, given name, given, first, f name, fname, imie, имя, imya, nama pertama, forename'
const family =
  'last name, family name, family, surname, last, l name, lname, nazwisko, фамилия, fam, nama keluarga, nama akhir'
const full =
  'name, full name, patient name, client name, imie i nazwisko, nazwisko i imie, pacjent nazwa, klient, фио, ф и о, имя пациента, nama, nama penuh, nama pesakit, display name'
const birth =
  'birth date, birthdate, date of birth, dob, birthday, born, data urodzenia, ur, дата рождения, дата рожд, data r, tarikh lahir'
const code =
  'code, kod, код, kod icd, icd, icd10, icd 10, diagnosis code, proc code, procedure code, code num, kod procedury, код услуги, код диагноза, мкб, код мкб, med code'
const text = 'description, display, name, opis, nazwa, описание, наименование, keterangan, notes'
const status = 'status, state, stan, статус, состояние'
const date = 'date, data, дата, tarikh'
const time = 'time, godzina, время, masa, start time, hour'
const start =
  'start, started at, start date, begin, from, poczatek, начало, mula, starts at, start at, data rozpoczecia, дата начала'
const stop =
  'stop, end, ended at, end date, ends at, to, koniec, окончание, конец, tamat, data zakonczenia, дата окончания'
const minutes =
  'minutes, duration, duration minutes, length, czas trwania, minuty, длительность, минут, tempoh'
const visit =
  'encounter, encounter id, visit, visit id, id wizyty, wizyta, визит, код визита, lawatan, id lawatan'
const reason = 'reason, reason description, powod, причина, sebab, r reason'
const street = 'address, street, address 1, address1, adres, ulica, адрес, улица, alamat'
const service =
  'service, appointment type, appointment type name, type, usluga, rodzaj wizyty, typ wizyty, услуга, тип приема, perkhidmatan, jenis, proc descript, pc title'
const money = 'amount, fee, value, kwota, cena, сумма, стоимость, jumlah'

/** Field → names, the likeliest first. A column is read as one field only: the first that knows its name. */
export const columnNames: { readonly [Kind in CsvKind]: Readonly<Record<string, string>> } = {
  patients: {
    externalId: `${patient}, ${id}, ${card}`,
    familyName: family,
    givenName: given,
    middleName: 'middle name, middle, middle i, m name, mname, drugie imie, отчество, otch, patronymic',
    fullName: full,
    birthDate: birth,
    sex: 'sex, gender, plec, пол, jantina',
    language: 'language, jezyk, язык, bahasa, preferred language',
    address: street,
    address2: 'address 2, address2, address line 2',
    houseNumber: 'street number, house number, house no, nr domu, numer domu, дом, номер дома, no rumah',
    city: 'city, town, suburb, miasto, miejscowosc, город, bandar',
    postcode:
      'postcode, post code, postal code, zip, zip code, kod pocztowy, индекс, почтовый индекс, poskod',
    region: 'state, region, province, wojewodztwo, область, регион, negeri',
    country: 'country, country code, kraj, страна, negara',
    latitude: 'latitude, lat, szerokosc geograficzna, широта, latitud',
    longitude: 'longitude, lon, lng, long, dlugosc geograficzna, долгота, longitud',
    mobilePhone:
      'mobile, mobile phone, cell, cell phone, phone cell, wireless phone, telefon komorkowy, komorka, tel kom, мобильный, мобильный телефон, сотовый, telefon bimbit, no telefon bimbit, hand phone',
    homePhone: 'home phone, phone home, hm phone, telefon domowy, домашний телефон, telefon rumah',
    workPhone: 'work phone, phone biz, wk phone, telefon sluzbowy, рабочий телефон, telefon pejabat',
    phone:
      'phone, phone number, telephone, tel, phone contact, contact phone, contact phone number, patient phone numbers, telefon, nr telefonu, numer telefonu, телефон, телефоны, номер телефона, no telefon, nombor telefon',
    email: 'email, e mail, email address, mail, adres email, эл почта, электронная почта, почта, emel, e mel',
    deceased: 'deceased, is deceased, dead, zmarl, zgon, умер, meninggal',
    deceasedAt:
      'death date, deathdate, deceased date, date of death, deceased at, date time deceased, data zgonu, дата смерти, tarikh meninggal',
    status: 'status, stan, статус, состояние, pat status, patient status',
    leftAt: 'left at, archived at, left on, data wypisania, дата выбытия, tarikh keluar',
    registeredAt:
      'created at, registered, registered at, registration date, date first visit, data rejestracji, дата регистрации, tarikh daftar',
    // What the patient owes. "Saldo" and "баланс" are left to the mapping: there, debts are as often below zero.
    balance:
      'balance, bal total, current bal, est balance, account balance, amount owed, outstanding balance, zadluzenie, naleznosc, do zaplaty, долг, задолженность, baki tertunggak, hutang',
    balanceAt: 'balance date, balance at, balance as of, data zadluzenia, дата долга, tarikh baki',
    tags: 'tags, tag, labels, label, etykiety, etykieta, tagi, znaczniki, метки, метка, теги, тег, penanda',
    nationalId:
      'pesel, nr pesel, numer pesel, national id, national id number, nric, nric no, ic number, no kp, no ic, mykad, no kad pengenalan, снилс, инн, ssn, social security number, soc sec id, nhs number',
    mergedInto: 'merged into, merged with patient, polaczony z, объединен с',
  },
  visits: {
    externalId: `visit id, encounter id, id wizyty, код визита, id lawatan, ${id}`,
    patient: `${patient}, ${card}`,
    startedAt: `visit date, encounter date, data wizyty, дата визита, дата приема, дата посещения, tarikh lawatan, ${start}, ${date}`,
    time,
    endedAt: stop,
    minutes,
    status: `visit status, status wizyty, статус визита, ${status}`,
    class: 'encounter class, encounterclass, class',
    kindCode: code,
    kind: `visit type, encounter type, ${service}, description, opis, описание`,
    reasonCode: 'reason code, reasoncode',
    reason: `reasondescription, ${reason}`,
    practitioner,
    location: place,
    appointment: 'appointment id, apt num, id terminu, код записи',
    value: money,
    fullName: full,
    birthDate: birth,
  },
  appointments: {
    externalId: `appointment id, apt num, aptnum, booking id, pc eid, id terminu, код записи, ${id}`,
    patient: `${patient}, ${card}`,
    startsAt: `appointment date, appointment, apt date time, aptdatetime, appointment time, scheduled at, scheduled for, termin, data terminu, дата записи, запись, tarikh temujanji, temujanji, pc event date, ${start}, ${date}`,
    time: `${time}, pc start time`,
    endsAt: stop,
    endTime: 'end time, pc end time',
    minutes,
    status: `appointment status, apt status, status wizyty, status terminu, статус записи, ${status}`,
    confirmed: 'confirmed, confirmation, potwierdzona, potwierdzony, подтвержден, подтверждение, disahkan',
    didNotArrive: 'did not arrive, no show, noshow, niestawienie, неявка',
    cancelledAt: 'cancelled at, canceled at, data odwolania, дата отмены',
    cancelledReason: 'cancellation reason, cancellation reason description, powod odwolania, причина отмены',
    practitioner,
    location: place,
    serviceCode: 'service code, kod uslugi, код услуги',
    service,
    reason: `${reason}, notes, note`,
    createdAt: 'created at, booked at, sec date t entry',
    fullName: full,
    birthDate: birth,
  },
  conditions: {
    externalId: `condition id, diagnosis id, ${id}`,
    patient: `${patient}, ${card}`,
    visit,
    code: `diagnosis code, condition code, icd code, kod rozpoznania, ${code}`,
    system: 'system, code system, coding system',
    display: `diagnosis, condition, rozpoznanie, диагноз, diagnosis name, ${text}`,
    onsetAt: `onset, onset date, diagnosed, diagnosed at, diagnosis date, data rozpoznania, дата диагноза, ${start}, ${date}`,
    abatedAt: `abatement, resolved, resolved at, ${stop}`,
    recordedAt: 'recorded, recorded at, recorded date',
    fullName: full,
    birthDate: birth,
  },
  procedures: {
    externalId: `procedure id, proc num, ${id}`,
    patient: `${patient}, ${card}`,
    visit,
    code: `proc code, procedure code, kod procedury, код услуги, ${code}`,
    system: 'system, code system, coding system',
    display: `procedure, treatment, zabieg, procedura, процедура, услуга, rawatan, prosedur, ${text}`,
    performedAt: `procedure date, proc date, performed, performed at, data zabiegu, дата процедуры, дата услуги, tarikh prosedur, ${start}, ${date}`,
    endedAt: stop,
    status: `proc status, procedure status, ${status}`,
    fullName: full,
    birthDate: birth,
  },
  coverage: {
    externalId: `coverage id, policy number, policy, numer polisy, полис, номер полиса, no polisi, ${id}`,
    patient: `${patient}, ${card}`,
    payer:
      'payer, insurer, insurance, insurance company, carrier, plan, ubezpieczyciel, platnik, страховая, страховая компания, плательщик, insurans, penanggung insurans',
    status,
    startsOn: `valid from, coverage start, effective date, wazna od, действует с, sah dari, ${start}`,
    endsOn: `valid to, valid until, coverage end, expires, wazna do, действует до, sah hingga, ${stop}`,
    fullName: full,
    birthDate: birth,
  },
  results: {
    externalId: `result id, observation id, lab result id, id wyniku, id badania, код результата, id keputusan, ${id}`,
    patient: `${patient}, ${card}`,
    visit,
    code: `loinc, loinc code, test code, observation code, kod badania, код анализа, код исследования, код показателя, kod ujian, ${code}`,
    system: 'system, code system, coding system',
    display: `test, test name, observation, analyte, badanie, nazwa badania, parametr, анализ, исследование, показатель, наименование показателя, ujian, nama ujian, ${text}`,
    value:
      'value, result, result value, observation value, wynik, wartosc, wynik badania, значение, результат, результат анализа, nilai, keputusan, hasil',
    unit: 'unit, units, unit of measure, uom, jednostka, jedn, единица, единицы, единица измерения, ед, ед изм, unit ukuran',
    observedAt: `result date, observed, observed at, observation date, collected, collected at, test date, data badania, data wyniku, data pobrania, дата анализа, дата исследования, дата результата, дата взятия, tarikh ujian, tarikh keputusan, ${start}, ${date}`,
    time,
    status: `result status, observation status, status wyniku, статус результата, ${status}`,
    fullName: full,
    birthDate: birth,
  },
  plans: {
    externalId: `plan id, treatment plan id, care plan id, careplan id, treat plan num, plan num, id planu, numer planu, nr planu, код плана, номер плана, id pelan, no pelan, ${id}`,
    patient: `${patient}, ${card}`,
    code: `plan code, kod planu, kod pelan, ${code}`,
    system: 'system, code system, coding system',
    title: `plan, treatment plan, care plan, plan name, plan title, heading, plan leczenia, nazwa planu, план, план лечения, название плана, pelan, pelan rawatan, nama pelan, title, tytul, ${text}`,
    status: `plan status, status planu, статус плана, status pelan, ${status}`,
    startsAt: `plan date, plan start, date tp, data planu, дата плана, tarikh pelan, ${start}, ${date}`,
    endsAt: `plan end, completed at, completed on, data ukonczenia, дата завершения, tarikh siap, ${stop}`,
    fullName: full,
    birthDate: birth,
  },
  'plan-items': {
    externalId: `plan item id, item id, proc tp num, id pozycji, код позиции, id item, ${id}`,
    patient: `${patient}, ${card}`,
    plan: 'plan id, treatment plan id, care plan id, treat plan num, plan num, plan, treatment plan, id planu, numer planu, nr planu, plan leczenia, код плана, номер плана, план лечения, id pelan, no pelan, pelan rawatan',
    code: `planned code, proc code, procedure code, kod procedury, код услуги, ${code}`,
    system: 'system, code system, coding system',
    display: `planned procedure, planned treatment, plan item, procedure, treatment, service, descript, planowany zabieg, pozycja planu, zabieg, procedura, usluga, запланированная услуга, позиция плана, процедура, услуга, rawatan dirancang, prosedur, rawatan, ${text}`,
    /** Tells two rows of one plan and code apart. */
    site: 'tooth, tooth num, tooth num tp, tooth number, surf, surface, zab, powierzchnia, зуб, номер зуба, gigi',
    status: `item status, plan item status, proc status, status pozycji, статус позиции, ${status}`,
    plannedOn: `planned on, planned date, planned for, target date, due date, planowana data, data planowana, planowany termin, плановая дата, дата плана, планируемая дата, tarikh dirancang, date tp, ${date}`,
    value: `fee amt, estimate, estimated cost, planned fee, ${money}, koszt, цена, harga, kos`,
    fullName: full,
    birthDate: birth,
  },
  practitioners: {
    externalId: `provider id, practitioner id, prov num, doctor id, id lekarza, код врача, ${id}`,
    fullName:
      'name, full name, provider, practitioner, doctor, lekarz, imie i nazwisko, врач, фио, doktor, nama',
    givenName: given,
    familyName: family,
    speciality: 'specialty, speciality, specjalizacja, specjalnosc, специальность, kepakaran',
    ended: 'ended, inactive, is hidden, prov status, date term',
  },
  locations: {
    externalId: `organization id, location id, clinic num, ${id}`,
    name: 'name, organization, location, clinic, nazwa, placowka, наименование, филиал, klinik, nama',
    address: street,
    city: 'city, town, miasto, город, bandar',
    postcode: 'postcode, zip, kod pocztowy, индекс, poskod',
  },
}

/** A header in the form in which names are compared: "PatNum" → "pat num", "Imię" → "imie". */
export function foldedHeader(header: string): string {
  return header
    .replace(/([a-zа-яё])([A-ZА-ЯЁ])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
