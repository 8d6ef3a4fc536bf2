import type { FastifyInstance } from 'fastify'
import { noticePage, notMePage, unsubscribePage } from '../../../web/patient/pages/leave.ts'
import { formatDueDate } from '../../platform/i18n/format-time.ts'
import { openDoor } from './doors.ts'
import { leaveWrongPerson, postpone, unsubscribe } from './leave.ts'
import type { Opener } from './opened-link.ts'

const pages = ['book', 'confirm'] as const

/** The ways out: wrong person, not now, no more messages. Each asks first and changes nothing on GET (law 11). */
export function leaveDoors(app: FastifyInstance, opener: Opener): void {
  openDoor(
    app,
    { ...opener, door: { purposes: pages, method: 'GET', path: '/not-me', needs: 'anybody' } },
    async ({ opened }) => notMePage(opened.frame, { action: opened.to('/not-me'), backHref: opened.to('') }),
  )

  openDoor(
    app,
    { ...opener, door: { purposes: pages, method: 'POST', path: '/not-me', needs: 'form' } },
    async ({ opened }) => {
      await opened.inClinic(async (tx) => leaveWrongPerson(tx, opened.link))
      return noticePage(opened.frame, { kind: 'notMeDone' })
    },
  )

  openDoor(
    app,
    { ...opener, door: { purposes: ['book'], method: 'POST', path: '/not-now', needs: 'birth_date' } },
    async ({ opened, reply }) => {
      await opened.inClinic(async (tx) => postpone(tx, opened.link))
      return reply.redirect(opened.to('/not-now'), 303)
    },
  )

  openDoor(
    app,
    { ...opener, door: { purposes: ['book'], method: 'GET', path: '/not-now', needs: 'birth_date' } },
    async ({ opened }) => {
      const lastDay = opened.link.expiresAt
        .toZonedDateTimeISO(opened.clinic.zone)
        .subtract({ minutes: 1 })
        .toPlainDate()
      return noticePage(opened.frame, {
        kind: 'notNow',
        until: formatDueDate(lastDay, opened.reading),
        backHref: opened.to('/times'),
      })
    },
  )

  openDoor(
    app,
    { ...opener, door: { purposes: ['unsubscribe'], method: 'GET', path: '', needs: 'anybody' } },
    async ({ opened }) => unsubscribePage(opened.frame, { action: opened.to('') }),
  )

  // RFC 8058: mail programs post here by themselves, without cookie and without following redirects.
  openDoor(
    app,
    { ...opener, door: { purposes: ['unsubscribe'], method: 'POST', path: '', needs: 'anybody' } },
    async ({ opened, given }) => {
      const evidence =
        given['List-Unsubscribe'] === 'One-Click' ? 'List-Unsubscribe=One-Click' : 'Stop messages'
      await opened.inClinic(async (tx) => unsubscribe(tx, opened.link, evidence))
      return noticePage(opened.frame, { kind: 'unsubscribed' })
    },
  )
}
