import { Link } from '@tanstack/react-router'
import type { AudienceDetail } from '../../../../src/campaigns/contract/audiences.ts'
import type { AudienceDocument } from '../../../../src/campaigns/contract/criteria-choices.ts'
import { saySentence } from '../../../../src/campaigns/contract/sentence/say-sentence.ts'
import { ActionButton } from '../../../ui/action/ActionButton.tsx'
import { useNumbers } from '../../../ui/numbers.ts'
import { Section } from '../../../ui/section/Section.tsx'
import { useText } from '../../messages/use-text.ts'
import { paths } from '../../shell/paths.ts'
import { useAudienceVoice } from '../use-audience-voice.ts'
import classes from './editor.module.css'

interface VersionsProps {
  readonly saved: AudienceDetail
  /** Goes on from an older version; undefined where nothing may be changed. */
  readonly onTakeUp: ((document: AudienceDocument) => void) | undefined
}

/** What each version says, who saved it, and which campaigns keep it; a version never changes. */
export function Versions({ saved, onTakeUp }: VersionsProps) {
  const text = useText()
  const numbers = useNumbers()
  const voice = useAudienceVoice()
  return (
    <Section title={text('audienceEditor.tabVersions')} note={text('audienceEditor.versionsNote')}>
      <div className={classes['scroll']}>
        <table className={classes['table']}>
          <caption className="k-unseen">{text('audienceEditor.tabVersions')}</caption>
          <thead className={classes['heads']}>
            <tr>
              <th scope="col">{text('audienceList.version')}</th>
              <th scope="col">{text('audienceList.who')}</th>
              <th scope="col">{text('audienceList.usedBy')}</th>
              <th scope="col">{text('audienceEditor.saved')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {saved.versions.map(({ version, document, sentence, createdBy, createdAt }) => (
              <tr key={version}>
                <th scope="row">{numbers.count(version)}</th>
                <td className={classes['long']}>{saySentence(sentence, voice)}.</td>
                <td>
                  {saved.usedBy
                    .filter((one) => one.audienceVersion === version)
                    .map(({ id, name }) => (
                      <div key={id}>
                        <Link to={paths.campaign(id)}>{name}</Link>
                      </div>
                    ))}
                </td>
                <td>{text('audienceList.changedBy', { at: createdAt.text, by: createdBy })}</td>
                <td data-align="end">
                  {onTakeUp && version !== saved.version && (
                    <ActionButton
                      label={text('audienceEditor.takeUp', { version })}
                      size="row"
                      onRun={() => onTakeUp(document)}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
