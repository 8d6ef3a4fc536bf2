import type { LeafCriterion } from '../../../../../src/campaigns/contract/criteria-choices.ts'
import { assertNever } from '../../../../ui/assert-never.ts'
import { useText } from '../../../messages/use-text.ts'
import classes from '../editor.module.css'
import { ConditionForm, DriftReasonForm, LapseForm, RecallStatusForm } from './CareForms.tsx'
import { CampaignForm, ChannelForm, ConsentForm, SafeContactForm, TagForm } from './ContactForms.tsx'
import {
  AgeForm,
  DistanceForm,
  LanguageForm,
  PercentileForm,
  PostcodeForm,
  SexForm,
  ValueForm,
} from './PersonForms.tsx'
import { LastVisitForm, NextVisitForm, NoShowsForm, VisitedForm } from './VisitForms.tsx'
import { whatIsMissing } from './what-is-missing.ts'

interface CriterionFormProps {
  readonly criterion: LeafCriterion
  readonly onChange: (criterion: LeafCriterion) => void
}

/** The fields of a criterion, and what it still needs. */
export function CriterionForm({ criterion, onChange }: CriterionFormProps) {
  const text = useText()
  const missing = whatIsMissing(criterion)
  return (
    <>
      <FieldsOf criterion={criterion} onChange={onChange} />
      <p className={classes['missing']} role="status">
        {missing && text(missing)}
      </p>
    </>
  )
}

function FieldsOf({ criterion, onChange }: CriterionFormProps) {
  const text = useText()
  switch (criterion.kind) {
    case 'last_visit':
      return <LastVisitForm criterion={criterion} onChange={onChange} />
    case 'visited':
      return <VisitedForm criterion={criterion} onChange={onChange} />
    case 'next_visit':
      return <NextVisitForm criterion={criterion} onChange={onChange} />
    case 'no_shows':
      return <NoShowsForm criterion={criterion} onChange={onChange} />
    case 'recall_status':
      return <RecallStatusForm criterion={criterion} onChange={onChange} />
    case 'lapse':
      return <LapseForm criterion={criterion} onChange={onChange} />
    case 'drift_reason':
      return <DriftReasonForm criterion={criterion} onChange={onChange} />
    case 'condition':
      return <ConditionForm criterion={criterion} onChange={onChange} />
    case 'age':
    case 'sex':
    case 'language':
    case 'postcode':
    case 'distance':
    case 'value':
    case 'value_percentile':
      return <PersonFields criterion={criterion} onChange={onChange} />
    case 'channel':
    case 'consent':
    case 'safe_contact':
    case 'campaign':
    case 'tag':
      return <ContactFields criterion={criterion} onChange={onChange} />
    case 'cancelled_not_rebooked':
    case 'only_emergency':
    case 'unfinished_plan':
    case 'insurance_changed':
      return <p className={classes['hint']}>{text('audienceEditor.nothingToChoose')}</p>
    default:
      return assertNever(criterion)
  }
}

type PersonCriterion = Extract<
  LeafCriterion,
  { kind: 'age' | 'sex' | 'language' | 'postcode' | 'distance' | 'value' | 'value_percentile' }
>

function PersonFields({ criterion, onChange }: CriterionFormProps & { readonly criterion: PersonCriterion }) {
  switch (criterion.kind) {
    case 'age':
      return <AgeForm criterion={criterion} onChange={onChange} />
    case 'sex':
      return <SexForm criterion={criterion} onChange={onChange} />
    case 'language':
      return <LanguageForm criterion={criterion} onChange={onChange} />
    case 'postcode':
      return <PostcodeForm criterion={criterion} onChange={onChange} />
    case 'distance':
      return <DistanceForm criterion={criterion} onChange={onChange} />
    case 'value':
      return <ValueForm criterion={criterion} onChange={onChange} />
    case 'value_percentile':
      return <PercentileForm criterion={criterion} onChange={onChange} />
    default:
      return assertNever(criterion)
  }
}

type ContactCriterion = Extract<
  LeafCriterion,
  { kind: 'channel' | 'consent' | 'safe_contact' | 'campaign' | 'tag' }
>

function ContactFields({
  criterion,
  onChange,
}: CriterionFormProps & { readonly criterion: ContactCriterion }) {
  switch (criterion.kind) {
    case 'channel':
      return <ChannelForm criterion={criterion} onChange={onChange} />
    case 'consent':
      return <ConsentForm criterion={criterion} onChange={onChange} />
    case 'safe_contact':
      return <SafeContactForm criterion={criterion} onChange={onChange} />
    case 'campaign':
      return <CampaignForm criterion={criterion} onChange={onChange} />
    case 'tag':
      return <TagForm criterion={criterion} onChange={onChange} />
    default:
      return assertNever(criterion)
  }
}
