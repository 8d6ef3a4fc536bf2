import { Skeleton } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RecallTypes } from '../../../../src/recall/contract/recall-type-pages.ts'
import { Page } from '../../../ui/page/Page.tsx'
import { EmptyState } from '../../../ui/states/EmptyState.tsx'
import { ApiError } from '../../api/api-error.ts'
import { useSession } from '../../api/session.ts'
import { useText } from '../../messages/use-text.ts'
import { LoadFailure } from '../../shell/LoadFailure.tsx'
import { useRecallType, useRecallTypes } from '../use-recall-types.ts'
import classes from './form.module.css'
import { TypeEditor } from './TypeEditor.tsx'
import { TypesCrumb } from './TypesCrumb.tsx'
import { newValues, valuesOf } from './type-values.ts'

/** A recall type of the clinic's own. */
export function NewRecallType() {
  const text = useText()
  const { clinic } = useSession()
  return (
    <WithTypes title={text('recallTypeForm.newTitle')}>
      {(types) => <TypeEditor type={null} saved={newValues(clinic.practiceType)} types={types} />}
    </WithTypes>
  )
}

/** The clinic's own words for a type: one of its own, or one of a pack. */
export function EditRecallType() {
  const text = useText()
  const { key } = useParams({ strict: false })
  const query = useRecallType(key ?? '')
  const type = query.data?.key === key ? query.data : undefined
  const title = type ? text('recallTypeForm.editTitle', { name: type.name }) : text('recallTypeForm.edit')
  return (
    <WithTypes title={title}>
      {(types) => {
        if (query.error) return <Failed title={title} query={query} />
        if (type === undefined) return <Bones title={title} />
        return <TypeEditor key={type.key} type={type} saved={valuesOf(type)} types={types} />
      }}
    </WithTypes>
  )
}

interface WithTypesProps {
  readonly title: string
  readonly children: (types: RecallTypes) => ReactNode
}

/** Other types are needed for the links between them, and to know who may write any. */
function WithTypes({ title, children }: WithTypesProps) {
  const text = useText()
  const list = useRecallTypes()
  if (list.data === undefined)
    return list.error ? <Failed title={title} query={list} /> : <Bones title={title} />
  if (list.data.mayChange) return children(list.data)
  return (
    <Page title={title} crumb={<TypesCrumb />}>
      <EmptyState title={text('recallTypeForm.mayNot')}>{text('recallTypes.mayNot')}</EmptyState>
    </Page>
  )
}

function Bones({ title }: { readonly title: string }) {
  return (
    <Page title={title} crumb={<TypesCrumb />}>
      <div className={classes['bones']} aria-hidden="true">
        {[200, 440, 160, 400].map((width) => (
          <Skeleton key={width} height={12} width={width} />
        ))}
      </div>
    </Page>
  )
}

interface FailedProps {
  readonly title: string
  readonly query: { readonly error: unknown; readonly refetch: () => Promise<unknown> }
}

function Failed({ title, query }: FailedProps) {
  const text = useText()
  const isUnknown = query.error instanceof ApiError && query.error.problem.status === 404
  return (
    <Page title={title} crumb={<TypesCrumb />}>
      {isUnknown ? (
        <EmptyState title={text('recallTypes.noSuchType')} />
      ) : (
        <LoadFailure
          title={text('recallTypes.panelFailed')}
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      )}
    </Page>
  )
}
