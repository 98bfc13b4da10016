import { Badge } from '@mantine/core'
import { statusWords, type DeliveryStatus } from './words.ts'

const colors: Readonly<Record<DeliveryStatus, string>> = {
  created: 'brand',
  retry: 'yellow',
  delivered: 'green',
  queued: 'gray',
}

export function StatusBadge({ status }: { readonly status: string }) {
  const known = Object.hasOwn(statusWords, status) ? (status as DeliveryStatus) : undefined
  return (
    <Badge color={known === undefined ? 'gray' : colors[known]}>
      {known === undefined ? status : statusWords[known]}
    </Badge>
  )
}
