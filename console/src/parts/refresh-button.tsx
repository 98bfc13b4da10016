import { Button } from '@mantine/core'
import { SyncIcon } from '@primer/octicons-react'

/** @param list what is read again: a query */
export function RefreshButton({ list }: { readonly list: { refetch(): Promise<unknown> } }) {
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<SyncIcon size={14} />}
      onClick={() => void list.refetch()}
    >
      Refresh
    </Button>
  )
}
