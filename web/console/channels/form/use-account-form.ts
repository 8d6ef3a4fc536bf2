import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  AccountForm,
  AddAccount,
  AddedAccount,
  SecretState,
} from '../../../../src/outreach/contract/channels.ts'
import { get, post } from '../../api/client.ts'

/** How secrets are named here, and the currency. */
export function useAccountForm() {
  return useQuery({
    queryKey: ['channel-form'],
    queryFn: ({ signal }) => get<AccountForm>('/api/channels/form', {}, signal),
  })
}

/** Whether the server has a secret of that name; asked while a name stands there. */
export function useSecretState(name: string) {
  return useQuery({
    queryKey: ['channel-secret', name],
    queryFn: ({ signal }) => get<SecretState>('/api/channels/secret', { name }, signal),
    enabled: name !== '',
  })
}

/** Adds it, unless the server finds something that does not hold. */
export function useAddAccount(settled: {
  readonly onAdded: (id: string) => void
  readonly onRefused: (refusal: Refusal) => void
}) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (body: AddAccount) => post<AddedAccount>('/api/channels', body),
    onSuccess: async (answer) => {
      if (answer.outcome === 'refused') return settled.onRefused(answer)
      await Promise.all(
        ['channels', 'start'].map(async (name) => queries.invalidateQueries({ queryKey: [name] })),
      )
      settled.onAdded(answer.id)
    },
  })
}

type Refusal = Extract<AddedAccount, { readonly outcome: 'refused' }>
