/** The events of one instance: whether its sources are alive, what came lately, and the settings. */
import { Card, Stack } from '@mantine/core'
import { ZapIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../parts/empty-state.tsx'
import { ErrorState } from '../../../parts/error-state.tsx'
import { stateOf } from '../../../parts/instance-state.tsx'
import { LinesSkeleton } from '../../../parts/skeletons.tsx'
import { useMay } from '../../../session/session.ts'
import { isEvent } from '../../connect/fields.ts'
import { connectorQuery, setupQuery } from '../../connectors/connector.ts'
import { completed, type Entry } from '../configuration-values.ts'
import { configurationQuery, type Instance } from '../read-instance.ts'
import classes from './events.module.css'
import { RecentEvents } from './recent-events.tsx'
import { enabledKey, methodKey, methodOf, type EventsOfConnector } from './setting-fields.ts'
import { SettingsForm } from './settings-form.tsx'
import { Sources } from './sources.tsx'
import { TestEvent } from './test-event.tsx'
import { WebhookAddress, type Webhook } from './webhook-address.tsx'

export function Events({ instance }: { readonly instance: Instance }) {
  const { element, id } = instance
  const entries = useQuery(configurationQuery(id))
  const connector = useQuery(connectorQuery(element.key))
  const setup = useQuery(setupQuery(element.key))
  if (entries.isPending || setup.isPending || connector.isPending)
    return <LinesSkeleton lines={6} height={56} gap={16} />
  const failed = [entries, setup].find(({ isLoadingError }) => isLoadingError)
  if (entries.data === undefined || setup.data === undefined) {
    return (
      <ErrorState
        error={failed?.error}
        title="The settings of events could not be read"
        onRetry={() => void Promise.all([entries.refetch(), setup.refetch()])}
      />
    )
  }
  const { events } = setup.data
  if (events === undefined) {
    return (
      <EmptyState icon={<ZapIcon size={28} />} title="No events">
        The connector of {element.name} tells of no changes.
      </EmptyState>
    )
  }
  const told = connector.data?.configuration ?? []
  const all = entries.data.filter(({ active }) => active).map((entry) => completed(entry, told))
  return <Shown instance={instance} entries={all} events={events} />
}

interface ShownProps {
  readonly instance: Instance
  readonly entries: readonly Entry[]
  readonly events: EventsOfConnector
}

function Shown({ instance, entries, events }: ShownProps) {
  const valueOf = (key: string) => entries.find((entry) => entry.key === key)?.propertyValue ?? ''
  const authenticationType =
    instance.configuration?.['authentication.type'] ?? valueOf('authentication.type')
  const isOn = valueOf(enabledKey).toLowerCase() === 'true'
  const method = methodOf(events, authenticationType, valueOf(methodKey))
  return (
    <div className={classes['columns']}>
      <Stack gap="md">
        {isOn ? (
          <Life instance={instance} events={events} hasWebhooks={method === 'webhook'} />
        ) : (
          <Card>
            <EmptyState icon={<ZapIcon size={28} />} title="Events are off">
              Switch them on in the settings: what changes at {instance.element.name} is then
              noticed, kept, and told to your callback as signed notifications.
            </EmptyState>
          </Card>
        )}
        <RecentEvents instanceId={instance.id} isOn={isOn} />
      </Stack>
      <SettingsForm
        instance={instance}
        entries={entries.filter(isEvent)}
        events={events}
        authenticationType={authenticationType}
      />
    </div>
  )
}

interface LifeProps {
  readonly instance: Instance
  readonly events: EventsOfConnector
  readonly hasWebhooks: boolean
}

function Life({ instance, events, hasWebhooks }: LifeProps) {
  const { id, element } = instance
  const mayChange = useMay()('createElementInstances')
  const { webhook, objectTypes } = events
  const hasAddress = hasWebhooks && webhook !== undefined && mayChange
  return (
    <>
      <Sources
        instanceId={id}
        isRefused={stateOf(instance) === 'reauth_required'}
        webhookAdvice={hasAddress ? adviceFor(webhook, element.name) : undefined}
      />
      {hasAddress ? (
        <WebhookAddress instanceId={id} vendor={element.name} webhook={webhook} />
      ) : null}
      {mayChange ? <TestEvent instanceId={id} objectTypes={objectTypes} /> : null}
    </>
  )
}

/** What to do where webhooks do not arrive. */
function adviceFor({ registersItself }: Webhook, vendor: string): string {
  return registersItself
    ? `Replace the webhook address: Hubwright then registers it at ${vendor} anew`
    : `Register the webhook address at ${vendor}`
}
