import { mayDo } from '../clinic/rules/policy.ts'
import { staffReading } from '../clinic/staff-reading.ts'
import { type StaffServer, staffRoute } from '../clinic/staff-route.ts'
import { HttpProblem } from '../platform/http/problem.ts'
import { when } from '../platform/i18n/format-time.ts'
import type { Result } from '../platform/rules/result.ts'
import { addClosure, removeClosure } from './change-closures.ts'
import {
  addClosureBody,
  endBody,
  removedClosureReply,
  savedReply,
  saveResourceBody,
  saveServiceBody,
  scheduleParams,
  scheduleSchema,
  visitsAheadBody,
  visitsAheadSchema,
} from './contract/schedule-pages.ts'
import { countVisitsAhead } from './count-visits-ahead.ts'
import { endSchedulePart } from './end-schedule-part.ts'
import { presentSchedule } from './present-schedule.ts'
import { saveResource } from './save-resource.ts'
import { saveService } from './save-service.ts'
import type { ScheduleRefusal } from './schedule-refusal.ts'

const change = { method: 'POST', permission: 'manage_clinic' } as const

/** The schedule of the clinic: services, who gives them, weekly hours and closures. */
export function scheduleRoutes(server: StaffServer): void {
  readingRoutes(server)
  savingRoutes(server)
  endingRoutes(server)
  closureRoutes(server)
}

function readingRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { method: 'GET', url: '/api/schedule', permission: 'see_patients', reply: scheduleSchema },
    async ({ tx, staff }) => {
      const { clinic, reading } = await staffReading(tx.as('clinic'), staff)
      return {
        ...(await presentSchedule(tx.as('scheduling'), reading)),
        mayChange: mayDo(staff.role, 'manage_clinic'),
        zone: clinic.zone,
        currency: clinic.currency,
      }
    },
  )
  staffRoute(
    server,
    { ...change, url: '/api/schedule/visits-ahead', body: visitsAheadBody, reply: visitsAheadSchema },
    async ({ tx, staff, body }) => {
      const { reading } = await staffReading(tx.as('clinic'), staff)
      const { visits, first } = done(await countVisitsAhead(tx.as('scheduling'), body))
      return { visits, first: first === null ? null : when(first, reading, tx.now) }
    },
  )
}

function savingRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { ...change, url: '/api/schedule/services', body: saveServiceBody, reply: savedReply },
    async ({ tx, actor, body }) => done(await saveService(tx.as('scheduling'), { ...body, actor })),
  )
  staffRoute(
    server,
    { ...change, url: '/api/schedule/resources', body: saveResourceBody, reply: savedReply },
    async ({ tx, actor, body }) => done(await saveResource(tx.as('scheduling'), { ...body, actor })),
  )
}

function endingRoutes(server: StaffServer): void {
  for (const part of ['service', 'resource'] as const) {
    for (const step of ['end', 'restore'] as const) {
      staffRoute(
        server,
        {
          ...change,
          url: `/api/schedule/${part}s/:id/${step}`,
          params: scheduleParams,
          body: endBody,
          reply: savedReply,
        },
        async ({ tx, actor, params, body }) =>
          done(
            await endSchedulePart(tx.as('scheduling'), {
              part,
              known: { ...params, ...body },
              ends: step === 'end',
              actor,
            }),
          ),
      )
    }
  }
}

function closureRoutes(server: StaffServer): void {
  staffRoute(
    server,
    { ...change, url: '/api/schedule/closures', body: addClosureBody, reply: savedReply },
    async ({ tx, actor, body }) => done(await addClosure(tx.as('scheduling'), { closure: body, actor })),
  )
  staffRoute(
    server,
    {
      ...change,
      url: '/api/schedule/closures/:id/remove',
      params: scheduleParams,
      reply: removedClosureReply,
    },
    async ({ tx, actor, params }) => done(await removeClosure(tx.as('scheduling'), { id: params.id, actor })),
  )
}

const statusOf: Readonly<Record<ScheduleRefusal['kind'], number>> = {
  not_found: 404,
  unknown_zone: 400,
  key_taken: 409,
  in_the_past: 409,
  changed_meanwhile: 409,
  of_records: 409,
  hours_of_practice: 409,
}

function done<T>(result: Result<T, ScheduleRefusal>): T {
  if (result.ok) return result.value
  const { kind } = result.error
  throw new HttpProblem(statusOf[kind], kind)
}
