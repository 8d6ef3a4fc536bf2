import type { UseFormReturnType } from '@mantine/form'
import type { AccountForm } from '../../../../src/outreach/contract/channels.ts'
import type { AccountValues } from './account-values.ts'

export interface FieldsProps {
  readonly form: UseFormReturnType<AccountValues>
  readonly known: AccountForm
}
