import { Modal, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Services } from '../../../src/scheduling/contract.ts'
import { InDialogContext } from '../../ui/hotkeys/use-hotkey.ts'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useText } from '../messages/use-text.ts'
import { LoadFailure } from '../shell/LoadFailure.tsx'
import { BookingFoot } from './BookingFoot.tsx'
import classes from './booking.module.css'
import type { BookingSubject } from './booking-subject.ts'
import { OpenTimesList } from './OpenTimesList.tsx'
import { type OpenTime, type TimeWish, useServices } from './use-booking.ts'

interface BookingDialogProps {
  /** Null: the dialog is closed. */
  readonly subject: BookingSubject | null
  readonly onClose: () => void
}

/** The next open times of a service, and the booking of one. */
export function BookingDialog({ subject, onClose }: BookingDialogProps) {
  const text = useText()
  const title = subject?.moves
    ? text('booking.moveTitle', { at: subject.moves.at })
    : text('booking.bookTitle', { name: subject?.name ?? '' })
  return (
    <Modal opened={subject !== null} onClose={onClose} title={title} withCloseButton={false} size={600}>
      {subject && (
        <InDialogContext value={true}>
          <LoadedServices subject={subject} onClose={onClose} />
        </InDialogContext>
      )}
    </Modal>
  )
}

interface BodyProps {
  readonly subject: BookingSubject
  readonly onClose: () => void
}

function LoadedServices({ subject, onClose }: BodyProps) {
  const text = useText()
  const services = useServices()
  if (services.isPending) return <div className={classes['waiting']} aria-busy="true" />
  if (services.data === undefined)
    return (
      <LoadFailure
        title={text('booking.failed')}
        error={services.error}
        onRetry={() => void services.refetch()}
      />
    )
  if (services.data.services.length === 0)
    return <EmptyState title={text('booking.noServices')}>{text('booking.noServicesText')}</EmptyState>
  return <ChooseTime subject={subject} offered={services.data} onClose={onClose} />
}

function ChooseTime({ subject, offered, onClose }: BodyProps & { readonly offered: Services }) {
  const [wish, setWish] = useState<TimeWish>(() => firstWish(subject, offered))
  const [chosen, setChosen] = useState<OpenTime | null>(null)
  const change = (part: Partial<TimeWish>): void => {
    setWish({ ...wish, ...part })
    setChosen(null)
  }
  return (
    <div className={classes['body']}>
      <Wishes wish={wish} offered={offered} onChange={change} />
      <OpenTimesList wish={wish} chosen={chosen} onChoose={setChosen} />
      <BookingFoot
        subject={subject}
        serviceId={wish.serviceId}
        chosen={chosen}
        onTaken={() => setChosen(null)}
        onClose={onClose}
      />
    </div>
  )
}

function firstWish(subject: BookingSubject, { services }: Services): TimeWish {
  const { name, keys } = subject.service
  const named = services.find((service) => service.name === name)
  const due = services.find(({ key }) => keys.includes(key))
  return { serviceId: (named ?? due ?? services[0])?.id ?? '', resourceId: null, from: null }
}

interface WishesProps {
  readonly wish: TimeWish
  readonly offered: Services
  readonly onChange: (part: Partial<TimeWish>) => void
}

function Wishes({ wish, offered, onChange }: WishesProps) {
  const text = useText()
  const able = offered.resources.filter(({ serviceIds }) => serviceIds.includes(wish.serviceId))
  return (
    <div className={classes['wishes']}>
      <Select
        className={classes['service'] ?? ''}
        label={text('booking.service')}
        data={offered.services.map(({ id, name, minutes }) => ({
          value: id,
          label: text('booking.serviceMinutes', { service: name, minutes }),
        }))}
        value={wish.serviceId}
        onChange={(serviceId) => serviceId !== null && onChange({ serviceId, resourceId: null })}
        data-autofocus
      />
      <Select
        label={text('booking.resource')}
        data={[
          { value: '', label: text('booking.anybody') },
          ...able.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={wish.resourceId ?? ''}
        onChange={(resourceId) => onChange({ resourceId: resourceId === '' ? null : resourceId })}
      />
      <TextInput
        type="date"
        label={text('booking.from')}
        value={wish.from ?? ''}
        onChange={(event) => onChange({ from: event.currentTarget.value || null })}
      />
    </div>
  )
}
