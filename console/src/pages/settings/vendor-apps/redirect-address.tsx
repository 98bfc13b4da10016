import { Group, Text } from '@mantine/core'
import { CopyButton } from '../../../parts/copy-button.tsx'

interface RedirectAddressProps {
  readonly connectorKey: string
  /** Of an app that leads to the organization's own page. */
  readonly own?: string | undefined
}

/** Where the vendor sends people back to: it must be registered there, letter for letter. */
export function RedirectAddress({ connectorKey, own }: RedirectAddressProps) {
  const address = own ?? `${location.origin}/oauth/callback/${encodeURIComponent(connectorKey)}`
  return (
    <div>
      <Text size="sm" fw={550}>
        Redirect address
      </Text>
      <Text size="sm" c="dimmed">
        Register exactly this one at the vendor.
      </Text>
      <Group gap={4} wrap="nowrap">
        <Text size="sm" className="hw-mono" truncate>
          {address}
        </Text>
        <CopyButton text={address} what="redirect address" />
      </Group>
    </div>
  )
}
