import { describe, expect, it } from 'vitest'
import { typedNumber, typedWebAddress } from './typed-contacts.ts'

describe('a web address typed into a text', () => {
  it.each([
    ['Lihat https://klinik.example/b dan pilih', 'https://klinik.example/b'],
    ['Lihat www.klinik.my', 'www.klinik.my'],
    ['Sila ke klinik-melur.com.my/temujanji hari ini', 'klinik-melur.com.my/temujanji'],
    ['Запись: клиника.рф', 'клиника.рф'],
    ['Emel: kaunter@klinik.my', 'klinik.my'],
    ['Sudah tiba masa.Sila balas', 'masa.Sila'],
  ])('is found: %s', (text, found) => {
    expect(typedWebAddress(text)).toBe(found)
  })

  it.each([
    'Sudah tiba masa pemeriksaan. Sila balas 1.',
    'Jam 3.30 petang, 16.03.2027',
    'Pilih masa: {link}.',
    'Dr. Tan menunggu anda',
  ])('is not seen where there is none: %s', (text) => {
    expect(typedWebAddress(text)).toBeNull()
  })
})

describe('a number typed into a text', () => {
  it.each([
    ['Telefon 03-1234 5678', '03-1234 5678'],
    ['Hubungi +60 12-345 6789 sekarang', '+60 12-345 6789'],
    ['Tel. (03) 12345678', '03) 12345678'],
  ])('is found: %s', (text, found) => {
    expect(typedNumber(text)).toBe(found)
  })

  it.each(['Balas 1 atau 2', 'Pada 16.03.2027, 15:05', 'Hubungi {phone}', 'Sejak 2019, 12–18 bulan'])(
    'is not seen where there is none: %s',
    (text) => {
      expect(typedNumber(text)).toBeNull()
    },
  )
})
