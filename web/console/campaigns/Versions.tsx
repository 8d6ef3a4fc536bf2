import type { CampaignDetail } from '../../../src/campaigns/contract/campaign-pages.ts'
import { useNumbers } from '../../ui/numbers.ts'
import { Section } from '../../ui/section/Section.tsx'
import { useText } from '../messages/use-text.ts'
import classes from './result/result.module.css'

/** Who saved what, and how many patients each version has; nobody changes version on the way. */
export function Versions({ campaign }: { readonly campaign: CampaignDetail }) {
  const text = useText()
  const numbers = useNumbers()
  return (
    <Section title={text('campaigns.tabVersions')} note={text('campaigns.versionsNote')}>
      <table className={classes['table']}>
        <caption className="k-unseen">{text('campaigns.tabVersions')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('campaigns.version')}</th>
            <th scope="col">{text('campaigns.savedBy')}</th>
            <th scope="col">{text('campaigns.savedAt')}</th>
            <th scope="col" data-align="end">
              {text('campaigns.enrolled')}
            </th>
          </tr>
        </thead>
        <tbody>
          {campaign.versions.map(({ version, createdBy, createdAt, enrolled }) => (
            <tr key={version}>
              <th scope="row">{numbers.count(version)}</th>
              <td>{createdBy}</td>
              <td>{createdAt.text}</td>
              <td data-align="end">
                {enrolled === 0 ? text('campaigns.versionUnused') : numbers.count(enrolled)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
