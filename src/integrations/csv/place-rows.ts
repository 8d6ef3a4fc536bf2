import type { ImportRecord } from '../import/source.ts'
import type { Row } from './row.ts'
import { yesOrNo } from './row-words.ts'

/** A row of a table of doctors, dentists, hygienists → resource. */
export function readPractitionerRow(row: Row): readonly ImportRecord[] {
  const externalId = row.id('externalId')
  if (externalId === null) return row.refuseRow('externalId', 'no id')
  const name = row.personName()
  if (name === null) return row.refuseRow('fullName', 'the name is empty')
  const ended = row.text('ended')
  return [
    {
      kind: 'resource',
      externalId,
      type: 'practitioner',
      name,
      speciality: row.text('speciality'),
      locationExternalId: null,
      hasEnded: ended !== null && yesOrNo(ended) === true,
    },
  ]
}

/** A row of a table of clinics or branches → location. */
export function readLocationRow(row: Row): readonly ImportRecord[] {
  const externalId = row.id('externalId')
  if (externalId === null) return row.refuseRow('externalId', 'no id')
  const name = row.text('name')
  if (name === null) return row.refuseRow('name', 'the name is empty')
  const town = [row.text('postcode'), row.text('city')].filter((part) => part !== null).join(' ')
  const address = [row.text('address'), town === '' ? null : town].filter((part) => part !== null).join(', ')
  return [{ kind: 'location', externalId, name, address: address === '' ? null : address, zone: null }]
}
