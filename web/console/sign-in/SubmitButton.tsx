import { Button } from '@mantine/core'

/** The one main action of a page in front of the console. */
export function SubmitButton({ label, isBusy }: { readonly label: string; readonly isBusy: boolean }) {
  return (
    <Button type="submit" size="lg" variant="filled" loading={isBusy}>
      {label}
    </Button>
  )
}
