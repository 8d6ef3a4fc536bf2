import { ActionButton } from '../../ui/action/ActionButton.tsx'
import { EmptyState } from '../../ui/states/EmptyState.tsx'
import { useText } from '../messages/use-text.ts'
import { useNewCampaign, useOpportunity, useTemplates } from './use-campaigns.ts'

/** The first time: who could be seen again, and the two plans that ship. */
export function NoCampaign({ mayRun }: { readonly mayRun: boolean }) {
  const text = useText()
  const opportunity = useOpportunity()
  const templates = useTemplates()
  const create = useNewCampaign()
  const counts = opportunity.data
  const due = counts ? counts.due_soon + counts.overdue : 0
  const lapsed = counts?.lapsed ?? 0
  // The larger group leads.
  const wanted = due > lapsed ? 'recall' : 'reactivation'
  const offered = [...(templates.data?.templates ?? [])].sort(
    (one, other) => Number(other.kind === wanted) - Number(one.kind === wanted),
  )
  return (
    <EmptyState
      title={text('campaigns.empty')}
      actions={
        mayRun &&
        offered.map(({ key, kind, name }) => (
          <ActionButton
            key={key}
            label={text('campaigns.startFrom', { name })}
            look={kind === wanted ? 'main' : 'plain'}
            isBusy={
              create.isPending &&
              create.variables !== undefined &&
              'template' in create.variables &&
              create.variables.template === key
            }
            onRun={() => create.mutate({ template: key })}
          />
        ))
      }
    >
      {due + lapsed > 0 ? text('campaigns.emptyText', { due, lapsed }) : text('campaigns.emptyNobody')}{' '}
      {!mayRun && text('campaigns.mayNotRun')}
    </EmptyState>
  )
}
