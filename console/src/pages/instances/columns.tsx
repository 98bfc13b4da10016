import { Badge } from '@mantine/core'
import type { Column } from '../../parts/data-table.tsx'
import { InstanceStateBadge } from '../../parts/instance-state.tsx'
import { instanceStates } from '../../parts/state-words.ts'
import { TextLink } from '../../parts/link.tsx'
import { Time } from '../../parts/time.tsx'
import { HealthCell } from './health.tsx'
import type { ListedInstance } from './read-instances.ts'
import classes from './page.module.css'

interface Seen {
  readonly hasHealth: boolean
  /** Names of accounts, for who sees those of more than one. */
  readonly accountNames: ReadonlyMap<number, string> | undefined
}

/** The columns for what the person may see. */
export function columnsFor({ hasHealth, accountNames }: Seen): readonly Column<ListedInstance>[] {
  const health: Column<ListedInstance> = {
    key: 'health',
    title: 'Last day',
    width: '212px',
    render: ({ id }) => <HealthCell id={id} />,
  }
  const accountName = ({ accountId }: ListedInstance) =>
    accountNames?.get(accountId) ?? String(accountId)
  const account: Column<ListedInstance> = {
    key: 'account',
    title: 'Account',
    isForDesks: true,
    width: 'minmax(110px, 1fr)',
    render: accountName,
    sortBy: accountName,
  }
  return [
    ...base.slice(0, 3),
    ...(hasHealth ? [health] : []),
    ...(accountNames === undefined ? [] : [account]),
    ...base.slice(3),
  ]
}

const base: readonly Column<ListedInstance>[] = [
  {
    key: 'name',
    title: 'Name',
    width: 'minmax(190px, 2fr)',
    render: ({ id, name }) => (
      <TextLink to={`/instances/${id}`} fw={550} c="inherit" underline="hover" tabIndex={-1}>
        {name}
      </TextLink>
    ),
    sortBy: ({ name }) => name,
  },
  {
    key: 'connector',
    title: 'Connector',
    isForDesks: true,
    width: 'minmax(110px, 1fr)',
    render: ({ connectorName }) => connectorName,
    sortBy: ({ connectorName }) => connectorName,
  },
  {
    key: 'state',
    title: 'State',
    width: '190px',
    render: ({ state }) => (
      <InstanceStateBadge instance={{ disabled: state === 'disabled', state }} />
    ),
    sortBy: ({ state }) => instanceStates[state].word,
  },
  {
    key: 'tags',
    title: 'Tags',
    isForDesks: true,
    width: 'minmax(120px, 1fr)',
    render: ({ tags }) => (
      <span className={classes['tags']}>
        {tags.map((tag) => (
          <Badge key={tag} color="gray">
            {tag}
          </Badge>
        ))}
      </span>
    ),
    sortBy: ({ tags }) => tags[0],
  },
  {
    key: 'created',
    title: 'Created',
    isForDesks: true,
    width: '136px',
    render: ({ createdDate }) => <Time at={createdDate} />,
    // Made within one second: in the order of their ids.
    sortBy: ({ createdDate, id }) => `${createdDate} ${id}`,
  },
]
