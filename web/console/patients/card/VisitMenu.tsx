import { ActionIcon, Menu } from '@mantine/core'
import { useState } from 'react'
import type { PatientCard } from '../../../../src/insights/contract/patient-card.ts'
import { ConfirmDialog } from '../../../ui/confirm/ConfirmDialog.tsx'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { notifyDone, notifyFailed } from '../../../ui/notify/Notify.tsx'
import { useBooking } from '../../booking/use-booking.ts'
import { useText } from '../../messages/use-text.ts'
import { useProblemText } from '../../shell/problem-text.ts'

interface VisitMenuProps {
  readonly visit: PatientCard['upcoming'][number]
  readonly onMove: () => void
}

/** What the front desk does with a booked visit: confirm it, move it, cancel it. */
export function VisitMenu({ visit, onMove }: VisitMenuProps) {
  const text = useText()
  const problemText = useProblemText()
  const { changing } = useBooking()
  const [isCancelling, setIsCancelling] = useState(false)
  const at = visit.startsAt.text
  const change = (verb: 'confirm' | 'cancel'): void =>
    changing.mutate(
      { appointmentId: visit.appointmentId, verb },
      {
        onSuccess: () => {
          setIsCancelling(false)
          notifyDone(text(verb === 'confirm' ? 'booking.confirmed' : 'booking.cancelled'))
        },
        onError: (error) => notifyFailed(problemText(error, { is_over: 'booking.isOver' })),
      },
    )
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={text('booking.visitActions', { at })}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {visit.confirmation !== 'confirmed' && (
            <Menu.Item leftSection={<Icon name="check" />} onClick={() => change('confirm')}>
              {text('booking.confirmVisit')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Icon name="calendarClock" />} onClick={onMove}>
            {text('booking.move')}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="x" />} onClick={() => setIsCancelling(true)}>
            {text('booking.cancelVisit')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        isOpen={isCancelling}
        title={text('booking.cancelTitle', { at })}
        confirm={text('booking.cancelVisit')}
        keep={text('booking.keepVisit')}
        isBusy={changing.isPending}
        onConfirm={() => change('cancel')}
        onClose={() => setIsCancelling(false)}
      >
        {text('booking.cancelText')}
      </ConfirmDialog>
    </>
  )
}
