import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useContext, useState } from 'react'
import type { AudienceDetail } from '../../../../src/campaigns/contract/audiences.ts'
import { saySentence } from '../../../../src/campaigns/contract/sentence/say-sentence.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { Chip, FixedContext } from '../../../ui/chip/Chip.tsx'
import { Icon } from '../../../ui/icon/Icon.tsx'
import { PickList } from '../../../ui/pick-list/PickList.tsx'
import { get } from '../../api/client.ts'
import { asDraft } from '../../audiences/as-draft.ts'
import { useAudienceVoice } from '../../audiences/use-audience-voice.ts'
import { useAudienceList } from '../../audiences/use-audiences.ts'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import type { Audience, CampaignDocument } from '../campaign-document.ts'
import classes from './builder.module.css'

interface SavedAudienceProps {
  readonly campaignId: string
  readonly kind: CampaignDocument['kind']
  readonly audience: Audience
  readonly onChange: (audience: Audience) => void
}

type Saved = Extract<Audience, { readonly kind: 'saved' }>

/** Which saved audience is used, the way to change it, and the way to another one. */
export function SavedAudience(props: SavedAudienceProps) {
  const { audience, campaignId } = props
  const text = useText()
  const isFixed = useContext(FixedContext)
  return (
    <div className={classes['saved']}>
      {audience.kind === 'saved' && <WhichVersion {...props} audience={audience} />}
      {!isFixed && <ChooseAudience {...props} />}
      {!isFixed && audience.kind !== 'saved' && (
        <Link to={paths.newAudience} search={{ ...asDraft(audience), campaign: campaignId } as never}>
          {text('campaigns.moreConditions')}
        </Link>
      )}
    </div>
  )
}

function WhichVersion({ campaignId, audience, onChange }: SavedAudienceProps & { readonly audience: Saved }) {
  const text = useText()
  const isFixed = useContext(FixedContext)
  const { data } = useQuery({
    queryKey: ['audience', audience.audienceId],
    queryFn: ({ signal }) => get<AudienceDetail>(`/api/audiences/${audience.audienceId}`, {}, signal),
  })
  if (data === undefined) return null
  const { name, version } = data
  return (
    <>
      <span>{text('campaigns.savedAudience', { name, version: audience.version })}</span>
      {data.isOffered && (
        <Link to={paths.audience(data.id)} search={(isFixed ? {} : { campaign: campaignId }) as never}>
          {text(isFixed ? 'campaigns.openAudience' : 'campaigns.editAudience')}
        </Link>
      )}
      {!isFixed && version !== audience.version && (
        <ActionButton
          label={text('campaigns.useVersion', { version })}
          size="row"
          onRun={() => onChange({ ...audience, version })}
        />
      )}
    </>
  )
}

const listed = 20
const pauseMilliseconds = 250

function ChooseAudience({ kind, audience, onChange }: SavedAudienceProps) {
  const text = useText()
  const label = text(audience.kind === 'saved' ? 'campaigns.anotherAudience' : 'campaigns.chooseAudience')
  return (
    <Chip
      name={text('campaigns.chooseAudience')}
      look="add"
      width="wide"
      label={
        <>
          <Icon name="audience" /> {label}
        </>
      }
    >
      {(close) => (
        <SavedList
          kind={kind}
          onChange={(next) => {
            onChange(next)
            close()
          }}
        />
      )}
    </Chip>
  )
}

function SavedList({ kind, onChange }: Pick<SavedAudienceProps, 'kind' | 'onChange'>) {
  const text = useText()
  const voice = useAudienceVoice()
  const [words, setWords] = useState('')
  const [search] = useDebouncedValue(words.trim(), pauseMilliseconds)
  const { data } = useAudienceList({ search, programme: kind, page: 1, pageSize: listed })
  const rows = data?.rows ?? []
  return (
    <PickList
      placeholder={text('audienceList.search')}
      words={words}
      onWords={setWords}
      groups={[
        {
          options: rows.map((row) => ({
            value: row.id,
            label: row.name,
            note: saySentence(row.sentence, voice),
          })),
        },
      ]}
      empty={data ? text(search === '' ? 'campaigns.noSavedAudience' : 'audienceList.emptySearch') : ''}
      onPick={(value) => {
        const row = rows.find(({ id }) => id === value)
        if (row) onChange({ kind: 'saved', audienceId: row.id, version: row.version })
      }}
    />
  )
}
