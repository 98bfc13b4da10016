import { Group, NumberInput, Switch } from '@mantine/core'

export interface Caching {
  readonly cachingEnabled: boolean
  /** Kilobytes; 0 = the usual. */
  readonly maxCacheSize: number
  /** Seconds; 0 = the usual. */
  readonly cacheTimeToLive: number
}

interface CachingFieldsProps {
  readonly caching: Caching
  /** By JSON pointer. */
  readonly error: Readonly<Record<string, string>>
  readonly isReadOnly: boolean
  onChange(caching: Caching): void
}

/** Whether reads are answered from memory for a while. */
export function CachingFields({ caching, error, isReadOnly, onChange }: CachingFieldsProps) {
  const { cachingEnabled, maxCacheSize, cacheTimeToLive } = caching
  return (
    <>
      <Switch
        label="Remember answers to reads"
        description="The same question is answered from memory, without asking the vendor, until the time is over or something is written."
        disabled={isReadOnly}
        checked={cachingEnabled}
        onChange={(event) => onChange({ ...caching, cachingEnabled: event.currentTarget.checked })}
      />
      <Group align="flex-start" grow preventGrowOverflow={false}>
        <NumberInput
          name="/cacheTimeToLive"
          label="For how long"
          description="0 stands for the usual time."
          suffix=" seconds"
          min={0}
          allowDecimal={false}
          error={error['/cacheTimeToLive']}
          readOnly={isReadOnly}
          value={cacheTimeToLive}
          onChange={(value) => onChange({ ...caching, cacheTimeToLive: Number(value) })}
        />
        <NumberInput
          name="/maxCacheSize"
          label="How much"
          description="0 stands for the usual size."
          suffix=" KB"
          min={0}
          allowDecimal={false}
          error={error['/maxCacheSize']}
          readOnly={isReadOnly}
          value={maxCacheSize}
          onChange={(value) => onChange({ ...caching, maxCacheSize: Number(value) })}
        />
      </Group>
    </>
  )
}

/** The members that differ, to be sent. */
export function changedCaching(before: Caching, after: Caching): Partial<Caching> {
  const names = ['cachingEnabled', 'maxCacheSize', 'cacheTimeToLive'] as const
  return Object.fromEntries(
    names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]),
  )
}
