import { getMigrations } from 'better-auth/db/migration'
import { expect, it, onTestFinished } from 'vitest'
import { openStaffAuth } from '../../src/main/auth/staff-auth.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()

it('gives better-auth every table and column that it wants', async () => {
  const staff = openStaffAuth({
    connection: database.connection,
    secret: 'x'.repeat(40),
    baseUrl: 'http://127.0.0.1',
  })
  onTestFinished(async () => staff.close())
  const { toBeAdded, toBeCreated } = await getMigrations(staff.auth.options)
  expect(toBeCreated.map((table) => table.table)).toEqual([])
  expect(toBeAdded.map((table) => table.table)).toEqual([])
})
