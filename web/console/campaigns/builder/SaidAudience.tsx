import { useQuery } from '@tanstack/react-query'
import type { AudienceDetail, ExplainedAudience } from '../../../../src/campaigns/contract/audiences.ts'
import { saySentence } from '../../../../src/campaigns/contract/sentence/say-sentence.ts'
import { get, post } from '../../api/client.ts'
import { useAudienceVoice } from '../../audiences/use-audience-voice.ts'
import type { Audience, SimpleAudience } from '../campaign-document.ts'
import classes from './builder.module.css'

type ComposedAudience = Exclude<Audience, SimpleAudience>

/** An audience that criteria describe, as the sentence it is. */
export function SaidAudience({ audience }: { readonly audience: ComposedAudience }) {
  const voice = useAudienceVoice()
  const { data } = useQuery({
    queryKey: ['audience-sentence', audience],
    queryFn: ({ signal }) => sentenceOf(audience, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return <p className={classes['sentence']}>{data ? `${saySentence(data, voice)}.` : null}</p>
}

async function sentenceOf(audience: ComposedAudience, signal: AbortSignal) {
  if (audience.kind === 'criteria') {
    const { programme, criteria } = audience
    const asked = { audience: criteria === undefined ? { programme } : { programme, criteria } }
    return (await post<ExplainedAudience>('/api/audiences/explain', asked, signal)).sentence
  }
  const saved = await get<AudienceDetail>(`/api/audiences/${audience.audienceId}`, {}, signal)
  return saved.versions.find(({ version }) => version === audience.version)?.sentence ?? saved.sentence
}
