import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { RecallTypeDetail, RecallTypes } from '../../../../src/recall/contract/recall-type-pages.ts'
import { Page } from '../../../ui/page/Page.tsx'
import { Notice } from '../../../ui/states/Notice.tsx'
import { LeaveDialog } from '../../forms/LeaveDialog.tsx'
import { useLeaving } from '../../forms/use-leaving.ts'
import { useShownLanguage } from '../../messages/language.ts'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import { ChangeDialog, type ChangeSubject } from '../ChangeDialog.tsx'
import { EditorActions } from './EditorActions.tsx'
import { TypeFields } from './TypeFields.tsx'
import { TypesCrumb } from './TypesCrumb.tsx'
import { type TypeValues, typeOf } from './type-values.ts'
import { useRefusal } from './use-refusal.ts'
import { useTypeForm } from './use-type-form.ts'

interface TypeEditorProps {
  /** Null: a new one. */
  readonly type: RecallTypeDetail | null
  /** What stands in the fields before anything is written. */
  readonly saved: TypeValues
  readonly types: RecallTypes
}

/** The fields of a type; before they are saved, whom that concerns. */
export function TypeEditor({ type, saved, types }: TypeEditorProps) {
  const text = useText()
  const fields = useRef<HTMLFormElement>(null)
  const goToFault = () =>
    requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  useEffect(() => fields.current?.querySelector('input')?.focus(), [])
  const [subject, setSubject] = useState<ChangeSubject | null>(null)
  const { form, isChanged, forget } = useTypeForm(type?.key ?? null, saved, types.language)
  const leaving = useLeaving(isChanged)
  const openList = useOpenList()
  const ask = useSubject(type, types)
  useRefusal(subject?.wish ?? null, (errors) => {
    setSubject(null)
    form.setErrors(errors)
    goToFault()
  })
  const show = form.onSubmit((values) => setSubject(ask(values)), goToFault)
  const isPacks = type !== null && type.pack !== null
  return (
    <Page
      title={
        type === null
          ? text('recallTypeForm.newTitle')
          : text('recallTypeForm.editTitle', { name: type.name })
      }
      crumb={<TypesCrumb />}
      actions={
        <EditorActions
          isNew={type === null}
          isChanged={isChanged}
          onCancel={() => openList(type?.key)}
          onShow={() => show()}
        />
      }
      notice={isPacks && <BecomesOwn />}
    >
      <TypeFields
        ref={fields}
        form={form}
        types={types}
        typeKey={type?.key ?? null}
        isOwn={!isPacks}
        onSubmit={show}
      />
      <ChangeDialog
        subject={subject}
        nameOf={(key) => types.types.find((one) => one.key === key)?.name ?? key}
        onClose={() => setSubject(null)}
        onDone={([key]) => {
          leaving.allow()
          forget()
          openList(key)
        }}
      />
      <LeaveDialog leaving={leaving} onLeave={forget} />
    </Page>
  )
}

function BecomesOwn() {
  const text = useText()
  return (
    <Notice tone="info" title={text('recallTypeForm.becomesOwn')}>
      {text('recallTypeForm.becomesOwnText')}
    </Notice>
  )
}

/** Back to the list, with a type open. */
function useOpenList(): (key: string | undefined) => void {
  const navigate = useNavigate()
  return (key) => void navigate({ to: paths.recallTypes, search: key === undefined ? {} : { open: key } })
}

/** What is asked before the fields are saved. */
function useSubject(
  type: RecallTypeDetail | null,
  { language }: RecallTypes,
): (values: TypeValues) => ChangeSubject {
  const text = useText()
  const { language: shown } = useShownLanguage()
  const isOn = type !== null && type.state !== 'off'
  const isOwn = type === null || type.pack === null
  return (values) => ({
    wish: {
      kind: 'define',
      key: type?.key ?? null,
      type: typeOf(values, language),
      ...(isOwn ? { specialty: values.specialty } : {}),
    },
    title: text(type === null ? 'recallTypeForm.addOne' : 'recallTypeForm.saveOne', {
      name: values.names[shown].trim() || values.names[language].trim(),
    }),
    confirm: text(isOn ? 'recallTypeForm.save' : 'recallTypeForm.saveOn'),
  })
}
