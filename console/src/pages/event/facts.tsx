import { Card, Group, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CopyButton } from '../../parts/copy-button.tsx'
import { TextLink } from '../../parts/link.tsx'
import { Time } from '../../parts/time.tsx'
import classes from '../../parts/facts.module.css'
import type { LoggedEvent } from '../events/event.ts'
import { sourceWords } from '../events/words.ts'
import { instanceQuery } from '../instance/read-instance.ts'
import { useAccountNames } from '../instances/account-names.ts'

export function Facts({ event }: { readonly event: LoggedEvent }) {
  const { instanceId, accountId, vendorEventId, elementKey, processedDate } = event
  const instance = useQuery(instanceQuery(instanceId))
  const account = useAccountNames()?.get(accountId) ?? String(accountId)
  return (
    <Card component="section" aria-labelledby="facts">
      <Title order={2} id="facts" mb="md">
        Facts
      </Title>
      <dl className={classes['facts']}>
        <dt>Source</dt>
        <dd>{sourceWords[event.source]}</dd>
        <dt>Vendor's id</dt>
        <dd>
          <Group gap={4} wrap="nowrap">
            <span className="hw-mono">{vendorEventId}</span>
            <CopyButton text={vendorEventId} what="vendor's id" />
          </Group>
        </dd>
        <dt>Happened</dt>
        <dd>
          <Time at={event.eventDate} isExact />
        </dd>
        <dt>Received</dt>
        <dd>
          <Time at={event.receivedDate} isExact />
        </dd>
        <dt>Processed</dt>
        <dd>{processedDate === undefined ? 'not yet' : <Time at={processedDate} isExact />}</dd>
        <dt>Instance</dt>
        <dd>
          <TextLink to={`/instances/${instanceId}`} search={{ tab: 'events' }}>
            {instance.data?.name ?? `Instance ${instanceId}`}
          </TextLink>
        </dd>
        <dt>Connector</dt>
        <dd>{instance.data?.element.name ?? elementKey}</dd>
        <dt>Account</dt>
        <dd>{account}</dd>
      </dl>
    </Card>
  )
}
