import { Group, Select, Text, TextInput } from '@mantine/core'
import { SearchIcon } from '@primer/octicons-react'
import { useEffect, useRef, useState } from 'react'
import { groupsOf, type Operation } from './document.ts'
import { PathText } from './path-text.tsx'
import classes from './page.module.css'

interface OperationListProps {
  readonly operations: readonly Operation[]
  readonly chosen: string | undefined
  onChoose(id: string): void
}

/** All operations by resource: a list beside the page, or one field on a narrow one. */
export function OperationList(props: OperationListProps) {
  return (
    <>
      <WideList {...props} />
      <NarrowChoice {...props} />
    </>
  )
}

function WideList({ operations, chosen, onChoose }: OperationListProps) {
  const [text, setText] = useState('')
  const groups = groupsOf(operations, text)
  const found = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The page itself must not scroll, as it would by scrollIntoView.
    const list = found.current
    const current = list?.querySelector('[aria-current="true"]')
    if (!list || !current) return
    const below = current.getBoundingClientRect().bottom - list.getBoundingClientRect().bottom
    if (below > 0) list.scrollTop += below + list.clientHeight / 2
  }, [])
  return (
    <nav className={classes['list']} aria-label="Operations">
      <TextInput
        type="search"
        size="xs"
        mb="sm"
        aria-label="Search operations"
        placeholder="Search operations"
        leftSection={<SearchIcon size={12} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes['found']} ref={found}>
        {groups.length === 0 ? (
          <Text size="sm" c="dimmed">
            No operation has these words.
          </Text>
        ) : null}
        {groups.map(({ name, operations: those }) => (
          <div key={name}>
            <Text size="xs" fw={600} c="dimmed" px={8} component="h2">
              {name}
            </Text>
            <ul className={classes['group']}>
              {those.map(({ id, method, path }) => (
                <li key={id}>
                  <button
                    type="button"
                    className={classes['operation']}
                    aria-current={id === chosen}
                    onClick={() => onChoose(id)}
                  >
                    <span className={classes['method']}>{method}</span>
                    <span>
                      <PathText path={path} />
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  )
}

function NarrowChoice({ operations, chosen, onChoose }: OperationListProps) {
  return (
    <Group className={classes['choice']}>
      <Select
        label="Operation"
        w="100%"
        searchable
        allowDeselect={false}
        data={groupsOf(operations).map(({ name, operations: those }) => ({
          group: name,
          items: those.map(({ id, method, path }) => ({ value: id, label: `${method} ${path}` })),
        }))}
        value={chosen ?? null}
        onChange={(id) => id !== null && onChoose(id)}
      />
    </Group>
  )
}
