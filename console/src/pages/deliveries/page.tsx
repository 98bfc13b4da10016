import { Button, Stack, Switch } from '@mantine/core'
import { PaperAirplaneIcon } from '@primer/octicons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useAddressQuery } from '../../parts/address-query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { RefreshButton } from '../../parts/refresh-button.tsx'
import { GrowingTable, ListStates, useRows } from '../../parts/growing-list/growing-table.tsx'
import { TextLink } from '../../parts/link.tsx'
import { useAccountFilter } from '../../session/account-filter.tsx'
import { useMay } from '../../session/session.ts'
import { ChosenBar } from './chosen-bar.tsx'
import { columnsOf } from './columns.tsx'
import { deliveryKey, useDeliveries, type Delivery } from './deliveries.ts'
import { FilterBar } from './filter-bar.tsx'
import { isFiltered, readFilters, type Filters } from './filters.ts'
import { Frame } from './frame.tsx'
import { RangeForm } from './range-form.tsx'
import classes from './deliveries.module.css'

export function Page() {
  const [query, change] = useAddressQuery()
  const { accountId } = useAccountFilter()
  const filters = readFilters(query, accountId)
  const [isRefreshing, setIsRefreshing] = useState(true)
  const [isRangeOpen, setIsRangeOpen] = useState(false)
  const deliveries = useDeliveries(filters, isRefreshing)
  const mayChange = useMay()('createElementInstances')
  return (
    <Frame
      title="Deliveries"
      description="What was told to your apps and what became of it, for seven days."
      actions={
        <>
          <Switch
            label="Refresh by itself"
            checked={isRefreshing}
            onChange={(event) => setIsRefreshing(event.currentTarget.checked)}
          />
          <RefreshButton list={deliveries} />
          {mayChange ? (
            <Button variant="default" size="xs" onClick={() => setIsRangeOpen(true)}>
              Deliver a range again …
            </Button>
          ) : null}
        </>
      }
    >
      <FilterBar filters={filters} onChange={change} />
      <ListStates list={deliveries} failure="The deliveries could not be read">
        <List
          // What was chosen belongs to what was shown.
          key={JSON.stringify(filters)}
          filters={filters}
          deliveries={deliveries}
          mayChange={mayChange}
        />
      </ListStates>
      {isRangeOpen ? <RangeForm begin={filters} onClose={() => setIsRangeOpen(false)} /> : null}
    </Frame>
  )
}

interface ListProps {
  readonly filters: Filters
  readonly deliveries: ReturnType<typeof useDeliveries>
  readonly mayChange: boolean
}

function List({ filters, deliveries, mayChange }: ListProps) {
  const navigate = useNavigate()
  const rows = useRows(deliveries)
  const { chosen, columns, chooseAll, chooseNone } = useChoice(rows, mayChange)
  return (
    <Stack gap="xs">
      <div className={classes['tools']}>
        {mayChange && rows.length > 0 ? (
          <ChosenBar chosen={chosen} shown={rows.length} onAll={chooseAll} onNone={chooseNone} />
        ) : null}
      </div>
      <GrowingTable
        list={deliveries}
        one="delivery"
        many="deliveries"
        label="Deliveries"
        rows={rows}
        columns={columns}
        rowKey={deliveryKey}
        onOpen={({ notificationId }) => void navigate({ to: `/notifications/${notificationId}` })}
        empty={<Empty isFiltered={isFiltered(filters)} />}
      />
    </Stack>
  )
}

function useChoice(rows: readonly Delivery[], mayChange: boolean) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const columns = useMemo(
    () =>
      columnsOf(
        mayChange
          ? {
              isChosen: (delivery) => keys.has(deliveryKey(delivery)),
              turn(delivery) {
                const next = new Set(keys)
                if (!next.delete(deliveryKey(delivery))) next.add(deliveryKey(delivery))
                setKeys(next)
              },
            }
          : undefined,
      ),
    [keys, mayChange],
  )
  return {
    columns,
    chosen: rows.filter((row) => keys.has(deliveryKey(row))),
    chooseAll: () => setKeys(new Set(rows.map(deliveryKey))),
    chooseNone: () => setKeys(new Set()),
  }
}

function Empty({ isFiltered: isNarrow }: { readonly isFiltered: boolean }) {
  const icon = <PaperAirplaneIcon size={28} />
  if (isNarrow) {
    return (
      <EmptyState icon={icon} title="No such deliveries">
        Nothing fits the filters. Choose others, or a longer time.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={icon}
      title="Nothing was sent yet"
      action={<TextLink to="/callbacks">To the callbacks</TextLink>}
    >
      As soon as a callback is there, whatever it is told stands here, with each try to reach it.
    </EmptyState>
  )
}
