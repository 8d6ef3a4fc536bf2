import { expect, it } from 'vitest'
import { troubleOfFailure } from './account-trouble.ts'

it.each([
  ['bind refused with command_status 0x000e', 'login_refused'],
  ['bind refused with command_status 0x000f', 'login_refused'],
  ['bind refused with command_status 0x0008', 'other'],
  ['AUTH PLAIN: 535 5.7.8 Authentication credentials invalid', 'login_refused'],
  ['connection error ENOTFOUND', 'name_unknown'],
  ['no connection (EDNS)', 'name_unknown'],
  ['no connection (ETLS)', 'encryption'],
  ['connection error DEPTH_ZERO_SELF_SIGNED_CERT', 'encryption'],
  ['no connection in time', 'silent'],
  ['no answer to the bind', 'silent'],
  ['no connection (ETIMEDOUT)', 'silent'],
  ['connection error ECONNREFUSED', 'unreachable'],
  ['no connection (ESOCKET)', 'unreachable'],
  ['the SMSC closed the connection', 'lost'],
  ['connection error ECONNRESET', 'lost'],
  ['malformed SMPP: length', 'other'],
])('"%s" is %s, and its words are kept', (failure, kind) => {
  expect(troubleOfFailure(failure)).toEqual({ kind, detail: failure })
})
