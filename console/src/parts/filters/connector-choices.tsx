import { ChoiceField } from './filter-bar.tsx'

interface Known {
  readonly id: number
  readonly name: string
  /** Key. */
  readonly connector: string
  readonly connectorName: string
}

interface ConnectorChoicesProps {
  /** What can be chosen. */
  readonly instances: readonly Known[]
  readonly filters: {
    readonly connector: string | undefined
    readonly instanceId: number | undefined
  }
  onChange(change: Readonly<Record<string, string | undefined>>): void
}

/** A connector, and one of its instances. What the address asks for can always be seen and taken away. */
export function ConnectorChoices({
  instances,
  filters: { connector, instanceId },
  onChange,
}: ConnectorChoicesProps) {
  const connectors = new Map(instances.map((one) => [one.connector, one.connectorName]))
  if (connector !== undefined && !connectors.has(connector)) connectors.set(connector, connector)
  const shown = new Map(
    instances
      .filter((one) => connector === undefined || one.connector === connector)
      .map(({ id, name }) => [String(id), `${name} (${id})`]),
  )
  if (instanceId !== undefined && !shown.has(String(instanceId))) {
    const name = instances.find(({ id }) => id === instanceId)?.name
    shown.set(String(instanceId), name ?? `Instance ${instanceId}`)
  }
  return (
    <>
      <ChoiceField
        label="Connector"
        placeholder="All connectors"
        width={150}
        isLong
        choices={connectors}
        value={connector}
        onChange={(key) => onChange({ connector: key, instance: undefined })}
      />
      <ChoiceField
        label="Instance"
        placeholder="All instances"
        width={170}
        isLong
        choices={shown}
        value={instanceId === undefined ? undefined : String(instanceId)}
        onChange={(id) => onChange({ instance: id })}
      />
    </>
  )
}
