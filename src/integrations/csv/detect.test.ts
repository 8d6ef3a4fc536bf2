import { describe, expect, it } from 'vitest'
import { foldedHeader } from './column-names.ts'
import { detectEncoding } from './detect-encoding.ts'
import { detectForm } from './detect-form.ts'
import { detectKind } from './detect-kind.ts'
import { consentColumn, fieldsOf } from './match-columns.ts'

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

/** Text in a single-byte code page, by asking the decoder for each byte's letter. */
function encoded(text: string, encoding: string): Buffer {
  const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, value) => value))
  return Buffer.from([...text].map((letter) => letters.indexOf(letter)))
}

const polish = 'Imię;Nazwisko;Miasto\nŻaneta;Wiśniewska;Łódź\nPaweł;Kozłowski;Gdańsk\n'
const russian = 'Имя;Фамилия;Город\nАнна;Иванова;Москва\nПётр;Сидоров;Тверь\n'

describe('detectEncoding', () => {
  it.each([
    ['utf-8', Buffer.from(polish)],
    ['utf-8', Buffer.from(`\ufeff${russian}`)],
    ['utf-8', Buffer.from('name,city\nAnna,Krakow\n')],
    ['utf-16le', Buffer.from(`\ufeff${polish}`, 'utf16le')],
    ['utf-16le', Buffer.from(polish, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${polish}`, 'utf16le').swap16()],
    ['utf-16be', Buffer.from(polish, 'utf16le').swap16()],
    ['windows-1250', encoded(polish, 'windows-1250')],
    ['windows-1251', encoded(russian, 'windows-1251')],
    ['iso-8859-2', encoded(polish, 'iso-8859-2')],
  ])('finds %s', async (expected, bytes) => {
    expect(await detectEncoding(once(bytes))).toBe(expected)
  })

  it('still takes a text for UTF-8 when a few of its bytes are broken', async () => {
    const bytes = Buffer.concat([Buffer.from(polish.repeat(20)), Buffer.from([0xff]), Buffer.from(polish)])
    expect(await detectEncoding(once(bytes))).toBe('utf-8')
  })
})

describe('detectForm', () => {
  it.each([
    [',', 'a,b,c\n1,"2;3;4",3\n'],
    [';', 'imię;kwota;opis\n1;2,50;a, b\n2;3,50;c\n'],
    ['\t', 'a\tb\n1, 2\t3\n'],
    ['|', 'a|b|c\n1|2|3\n'],
    [';', 'sep=;\na;b\n1;2\n'],
    [',', 'just one column\n1\n2\n'],
  ])('finds %j', (delimiter, text) => {
    expect(detectForm(text).delimiter).toBe(delimiter)
  })

  it('finds line ends of old programs', () => {
    expect(detectForm('a;b\r1;2\r').newline).toBe('\r')
  })
})

const kindOf = (headers: string, file = 'export.csv') => {
  const found = detectKind(headers.split(',').map(foldedHeader), file)
  return found.ok ? found.kind : null
}

describe('detectKind', () => {
  it.each([
    ['patients', 'PatNum,LName,FName,Birthdate,HmPhone,WirelessPhone,Email,TxtMsgOk'],
    ['patients', 'Код,ФИО,Телефон,Дата рождения,Комментарий'],
    ['patients', 'ID_pacjenta,Imie,Nazwisko,PESEL,Data urodzenia,Telefon'],
    ['patients', 'No Pesakit,Nama,Tarikh Lahir,No Telefon Bimbit,Emel'],
    ['patients', 'id,first_name,last_name,date_of_birth,email,accepted_sms_marketing'],
    ['appointments', 'AptNum,PatNum,AptStatus,AptDateTime,ProvNum'],
    ['appointments', 'id,patient,starts_at,ends_at,did_not_arrive,cancelled_at,appointment_type'],
    ['visits', 'Id,START,STOP,PATIENT,ORGANIZATION,PROVIDER,ENCOUNTERCLASS,CODE,DESCRIPTION'],
    ['visits', 'ID wizyty,ID pacjenta,Data wizyty,Typ wizyty'],
    ['procedures', 'ProcNum,PatNum,ProcDate,ProcStatus,ProcCode'],
    ['conditions', 'START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION'],
    ['coverage', 'patient_id,insurer,policy_number,valid_from,valid_to'],
    ['practitioners', 'Id,ORGANIZATION,NAME,GENDER,SPECIALITY,ADDRESS'],
    ['practitioners', 'ProvNum,LName,FName,Specialty'],
    ['patients', 'id,Imię,Nazwisko'],
    [null, 'id,name'],
    [null, 'a,b,c'],
    ['results', 'DATE,PATIENT,ENCOUNTER,CATEGORY,CODE,DESCRIPTION,VALUE,UNITS,TYPE'],
    ['results', 'ID pacjenta,Data badania,Badanie,Wynik,Jednostka'],
    ['results', 'Код пациента,Дата анализа,Показатель,Значение,Ед. изм.'],
    ['results', 'No Pesakit,Tarikh Ujian,Ujian,Nilai,Unit'],
    ['plans', 'Id,START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION'],
    ['plans', 'TreatPlanNum,PatNum,DateTP,Heading'],
    ['plans', 'ID pacjenta,Plan leczenia,Status planu,Data planu'],
    ['plans', 'Код пациента,План лечения,Статус плана,Дата плана'],
    ['plans', 'No Pesakit,Pelan Rawatan,Status Pelan,Tarikh Pelan'],
    ['plan-items', 'ProcTPNum,TreatPlanNum,PatNum,ToothNumTP,Surf,ProcCode,Descript,FeeAmt'],
    ['plan-items', 'ID pacjenta,ID planu,Planowany zabieg,Ząb,Status pozycji,Koszt'],
    ['plan-items', 'Код пациента,Код плана,Запланированная услуга,Зуб,Плановая дата,Цена'],
    ['plan-items', 'No Pesakit,ID Pelan,Rawatan dirancang,Gigi,Tarikh dirancang,Harga'],
  ])('takes for %s: %s', (kind, headers) => {
    expect(kindOf(headers)).toBe(kind)
  })

  it('leaves alone what its name says it is', () => {
    expect(kindOf('START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION', 'allergies.csv')).toBeNull()
  })
})

describe('fieldsOf', () => {
  it('reads each column as one field, the likeliest name first', () => {
    const headers = ['Id', 'PATIENT', 'START', 'DATE'].map(foldedHeader)
    expect([...fieldsOf('visits', headers).values()]).toEqual(['externalId', 'patient', 'startedAt'])
  })
})

describe('consentColumn', () => {
  it('reads channel and purpose from the name', () => {
    expect(consentColumn(foldedHeader('accepted_sms_marketing'))).toEqual({
      channels: ['sms'],
      purposes: ['marketing'],
    })
    expect(consentColumn(foldedHeader('Zgoda e-mail'))).toEqual({
      channels: ['email'],
      purposes: ['visit_admin', 'care_recall'],
    })
    expect(consentColumn(foldedHeader('Согласие'))).toEqual({
      channels: ['any'],
      purposes: ['visit_admin', 'care_recall'],
    })
  })

  it('is not misled by consents to something else', () => {
    for (const header of [
      'accepted_privacy_policy',
      'Zgoda RODO',
      'Согласие на обработку персональных данных',
      'name',
    ]) {
      expect(consentColumn(foldedHeader(header))).toBeNull()
    }
  })
})
