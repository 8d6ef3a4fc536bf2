import { Button } from '@mantine/core'
import type { BookedReply } from '../../../src/scheduling/contract.ts'
import { KeyCaps } from '../../ui/keys/KeyCaps.tsx'
import { notifyDone } from '../../ui/notify/Notify.tsx'
import { Notice } from '../../ui/states/Notice.tsx'
import { useWord } from '../../ui/words.ts'
import { ApiError } from '../api/api-error.ts'
import { useText } from '../messages/use-text.ts'
import { useProblemText } from '../shell/problem-text.ts'
import classes from './booking.module.css'
import type { BookingSubject } from './booking-subject.ts'
import { type OpenTime, useBooking } from './use-booking.ts'

interface BookingFootProps {
  readonly subject: BookingSubject
  readonly serviceId: string
  readonly chosen: OpenTime | null
  readonly onTaken: () => void
  readonly onClose: () => void
}

/** What is chosen and the button that books it; a time that is gone brings fresh ones, and nothing else is lost. */
export function BookingFoot({ subject, serviceId, chosen, onTaken, onClose }: BookingFootProps) {
  const text = useText()
  const word = useWord()
  const { booking, moving } = useBooking()
  const { moves } = subject
  const run = (): void => {
    if (chosen === null) return
    const onSuccess = ({ isNew }: BookedReply): void => {
      const at = chosen.startsAt.text
      const done = moves ? text('booking.moved', { at }) : text('booking.booked', { at })
      notifyDone(isNew ? done : text('booking.hadAlready'))
      onClose()
    }
    const handlers = { onSuccess, onError: onTaken }
    if (moves) moving.mutate({ appointmentId: moves.appointmentId, time: chosen }, handlers)
    else
      booking.mutate(
        {
          patientId: subject.patientId,
          serviceId,
          resourceId: chosen.resourceId,
          startsAt: chosen.startsAt.iso,
        },
        handlers,
      )
  }
  return (
    <>
      <Refusal error={chosen === null ? (booking.error ?? moving.error) : null} />
      <div className={classes['foot']}>
        <span className={classes['chosen']} aria-live="polite">
          {chosen ? `${chosen.startsAt.text} · ${chosen.resource}` : text('booking.choose')}
        </span>
        <Button onClick={onClose} rightSection={<KeyCaps combo="Escape" look="inButton" />}>
          {word('cancel')}
        </Button>
        <Button
          variant="filled"
          disabled={chosen === null}
          loading={booking.isPending || moving.isPending}
          onClick={run}
        >
          {text(moves ? 'booking.move' : 'booking.book')}
        </Button>
      </div>
    </>
  )
}

const goneKinds: readonly string[] = ['taken', 'not_open', 'in_the_past']

function Refusal({ error }: { readonly error: unknown }) {
  const text = useText()
  const problemText = useProblemText()
  if (error === null || error === undefined) return null
  const isGone = error instanceof ApiError && goneKinds.includes(error.problem.type)
  return (
    <Notice
      tone="attention"
      title={isGone ? text('booking.taken') : problemText(error, { is_over: 'booking.isOver' })}
    />
  )
}
