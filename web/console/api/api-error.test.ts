import { expect, test } from 'vitest'
import { readProblem } from './api-error.ts'

test('our own problem details are read whole', () => {
  const body = {
    type: 'email_taken',
    status: 409,
    trace: '7f3a',
    fields: [{ path: 'body.email', reason: 'taken' }],
  }
  expect(readProblem(409, body)).toEqual(body)
})

test('the code of the sign-in library becomes a type', () => {
  expect(readProblem(401, { code: 'INVALID_EMAIL_OR_PASSWORD', message: 'x' }).type).toBe(
    'invalid_email_or_password',
  )
})

test.each([undefined, null, '<html>', [], { type: 7 }])('a body of %j still names its status', (body) => {
  expect(readProblem(502, body)).toMatchObject({ status: 502, type: 'http_502' })
})

test('fields without a path or a reason are dropped', () => {
  expect(readProblem(400, { type: 'x', fields: [{ path: 'a' }, 'b', null] }).fields).toEqual([])
})
