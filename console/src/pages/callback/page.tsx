/** One callback: how it does, where it leads, its secrets, and what can be done with it. */
import { Alert, Card, Group, Stack, Text } from '@mantine/core'
import { TextLink } from '../../parts/link.tsx'
import { ErrorState } from '../../parts/error-state.tsx'
import { PageHeader } from '../../parts/page-header.tsx'
import { PageSkeleton } from '../../parts/skeletons.tsx'
import { StateBadge } from '../../parts/state-badge.tsx'
import { callbackStates } from '../../parts/state-words.ts'
import { Time } from '../../parts/time.tsx'
import { useAddressPart } from '../../router.tsx'
import { useMay } from '../../session/session.ts'
import { toldText, useOneCallback, type Callback } from '../callbacks/callbacks.ts'
import { counted } from '../callbacks/columns.tsx'
import { stateOf, whyOf } from '../callbacks/health.ts'
import { destinationOf, destinationText } from '../deliveries/words.ts'
import { Actions } from './actions.tsx'
import { LastDeliveries } from './last-deliveries.tsx'
import { Secrets } from './secrets.tsx'
import { Verify } from './verify.tsx'
import facts from '../../parts/facts.module.css'

export function Page() {
  const callback = useOneCallback(Number(useAddressPart('id')))
  if (callback.isPending) return <PageSkeleton />
  if (callback.data === undefined) {
    return (
      <Stack gap="md">
        <PageHeader title="Callback" />
        <ErrorState
          error={callback.error}
          title="The callback could not be read"
          onRetry={() => void callback.refetch()}
        />
        <TextLink to="/callbacks">All callbacks</TextLink>
      </Stack>
    )
  }
  return <Shown callback={callback.data} />
}

function Shown({ callback }: { readonly callback: Callback }) {
  const mayChange = useMay()('createElementInstances')
  const { id, channel, config } = callback
  const state = callbackStates[stateOf(callback)]
  const why = whyOf(callback)
  return (
    <Stack gap="lg">
      <PageHeader
        title={destinationText(destinationOf(config))}
        description={
          <Group gap="xs" component="span">
            <StateBadge state={state} />
            <span>
              Callback {id} · <TextLink to="/callbacks">All callbacks</TextLink>
            </span>
          </Group>
        }
        actions={mayChange ? <Actions callback={callback} /> : undefined}
      />
      {why === undefined ? null : (
        <Alert
          color={state.color}
          variant="light"
          title={callback.active ? undefined : 'Not served'}
        >
          {why}{' '}
          {callback.inactiveSince === undefined ? null : (
            <>
              Since <Time at={callback.inactiveSince} isExact />.
            </>
          )}
        </Alert>
      )}
      <Facts callback={callback} />
      <LastDeliveries callbackId={id} />
      {channel === 'webhook' && mayChange ? <Secrets callback={callback} /> : null}
      {channel === 'webhook' ? <Verify hasKey={config['signatureKey'] !== undefined} /> : null}
    </Stack>
  )
}

function Facts({ callback }: { readonly callback: Callback }) {
  const { origin, instanceId, failures, config, restsUntil, createdDate } = callback
  const headers = Object.keys(config['headers'] ?? {})
  const basic = config['basic'] as { readonly username: string } | undefined
  return (
    <Card component="section" aria-label="Facts">
      <dl className={facts['facts']}>
        <dt>Sent to</dt>
        <dd className="hw-mono">{destinationOf(config)}</dd>
        <dt>What it is told</dt>
        <dd>{toldText(callback)}</dd>
        <dt>Comes from</dt>
        <dd>
          {origin === 'callback' && instanceId !== undefined ? (
            <>
              The configuration of{' '}
              <TextLink to={`/instances/${instanceId}`} search={{ tab: 'events' }}>
                {callback.instanceName ?? `instance ${instanceId}`}
              </TextLink>
            </>
          ) : (
            'Added here or by the API'
          )}
        </dd>
        <dt>Waiting</dt>
        <dd>{counted(callback.waiting)}</dd>
        <dt>Kept</dt>
        <dd>{counted(callback.queued)}</dd>
        <dt>Failures in a row</dt>
        <dd>{failures.toLocaleString('en')}</dd>
        <dt>Last success</dt>
        <dd>
          <When at={callback.lastSuccessDate} />
        </dd>
        <dt>Last failure</dt>
        <dd>
          <When at={callback.lastFailureDate} />
        </dd>
        {restsUntil === undefined ? null : (
          <>
            <dt>Rests until</dt>
            <dd>
              <Time at={restsUntil} isExact />
            </dd>
          </>
        )}
        {headers.length === 0 ? null : (
          <>
            <dt>Headers</dt>
            <dd className="hw-mono">{headers.join(', ')}</dd>
          </>
        )}
        {basic === undefined ? null : (
          <>
            <dt>Basic authentication</dt>
            <dd>
              as <span className="hw-mono">{basic.username}</span>
            </dd>
          </>
        )}
        <dt>Added</dt>
        <dd>
          <Time at={createdDate} isExact />
        </dd>
      </dl>
    </Card>
  )
}

function When({ at }: { readonly at: string | undefined }) {
  return at === undefined ? <Text span>never</Text> : <Time at={at} />
}
