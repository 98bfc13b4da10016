/** Where the vendor sends its webhooks, and what to do with that address. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../../api/api.ts'
import { useConfirm } from '../../../parts/confirm.tsx'
import { CopyButton } from '../../../parts/copy-button.tsx'
import { SecretField } from '../../../parts/secret-field.tsx'
import { toast } from '../../../parts/toast.tsx'
import type { ConnectorSetup } from '../../connectors/connector.ts'
import classes from './events.module.css'

export type Webhook = NonNullable<NonNullable<ConnectorSetup['events']>['webhook']>

interface WebhookAddressProps {
  readonly instanceId: number
  readonly vendor: string
  readonly webhook: Webhook
}

/** For who may register webhooks: the address of one instance is a secret, and each reading is in the audit log. */
export function WebhookAddress({ instanceId, vendor, webhook }: WebhookAddressProps) {
  const { registersItself } = webhook
  const isOwn = registersItself || webhook.url === undefined
  const confirm = useConfirm()
  const rotate = useMutation({
    mutationFn: () => api.postInstancesByIdWebhookRotate({ id: instanceId, body: {} }),
    onSuccess: () => toast.success('There is a new address; the one before works for 24 hours'),
    onError: (error) => toast.failure(error),
  })
  async function ask() {
    const isSure = await confirm({
      title: 'Replace the webhook address?',
      body: `${
        registersItself
          ? `Hubwright registers the new one at ${vendor} by itself.`
          : `Register the new one at ${vendor} within 24 hours: so long the one of now goes on working.`
      } An address that was replaced before ends at once.`,
      action: 'Replace address',
    })
    if (isSure) rotate.mutate()
  }
  return (
    <Card component="section" aria-labelledby="webhook-address">
      <Group justify="space-between" align="flex-start" mb="sm">
        <Title order={2} id="webhook-address">
          Webhook address
        </Title>
        {isOwn ? (
          <Button variant="default" size="xs" loading={rotate.isPending} onClick={() => void ask()}>
            Replace …
          </Button>
        ) : null}
      </Group>
      {registersItself ? (
        <Text size="sm" c="dimmed">
          Hubwright registers it at {vendor} by itself. Nothing is to be done.
        </Text>
      ) : (
        <Stack gap="sm">
          <HowToRegister webhook={webhook} vendor={vendor} />
          {webhook.url === undefined ? (
            <SecretField
              // After a rotation it is read anew.
              key={rotate.submittedAt}
              label="Address of this instance"
              description="Whoever knows it can tell of changes."
              value={async () => {
                const { data } = await api.getInstancesByIdWebhook({ id: instanceId })
                if (data.url !== undefined) return data.url
                throw new Error('This instance has no webhook address while its events are off')
              }}
            />
          ) : null}
        </Stack>
      )}
    </Card>
  )
}

interface HowToRegisterProps {
  readonly webhook: Webhook
  readonly vendor: string
}

/** The connector's own words, and the address where one serves all instances. */
export function HowToRegister({ webhook, vendor }: HowToRegisterProps) {
  const { howToRegister = `Register this address at ${vendor}.`, url } = webhook
  return (
    <>
      <Text size="sm" c="dimmed">
        {howToRegister}
      </Text>
      {url === undefined ? null : (
        <div className={classes['address']}>
          <code>{url}</code>
          <CopyButton text={url} what="webhook address" />
        </div>
      )}
    </>
  )
}
