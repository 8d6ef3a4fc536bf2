import { expect, it } from 'vitest'
import { installationProblem } from './known-problems.ts'

const broken = (fields: object): Error => Object.assign(new Error('it broke'), fields)

it.each([
  [{ code: 'EADDRINUSE', syscall: 'listen', port: 4480 }, /port 4480 is taken.*--port/],
  [{ code: 'EACCES', syscall: 'listen', port: 80 }, /port 80.*--port/],
  [{ code: 'ECONNREFUSED', syscall: 'connect' }, /cannot be reached \(ECONNREFUSED\).*DATABASE_URL/],
  [{ code: '28P01', severity: 'FATAL' }, /password.*DATABASE_URL/],
  [{ code: '3D000', severity: 'FATAL' }, /DATABASE_URL/],
  [{ code: '53300', severity: 'FATAL' }, /KEMBALI_POOL_SIZE/],
])('says what to do about %o', (fields, told) => {
  expect(installationProblem(broken(fields))).toMatch(told)
})

it.each([{}, { code: '23505', severity: 'ERROR' }, { code: 'EACCES', syscall: 'open' }])(
  'leaves %o to be looked into',
  (fields) => {
    expect(installationProblem(broken(fields))).toBeNull()
  },
)
