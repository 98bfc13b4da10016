import { Group, Text } from '@mantine/core'

/** A hub with three spokes within the arcs of a wheel. */
export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <g fill="none" stroke="var(--hw-mark)" strokeWidth="3" strokeLinecap="round">
        <path d="M16 11V4.5M11.7 18.5 6 21.8M20.3 18.5l5.7 3.3" />
        <path
          d="M4 12.2A12.7 12.7 0 0 1 9.4 5M22.6 5A12.7 12.7 0 0 1 28 12.2M22.2 27.1a12.7 12.7 0 0 1-12.4 0"
          opacity=".55"
        />
      </g>
      <circle cx="16" cy="16" r="4.4" fill="var(--hw-mark-hub)" />
    </svg>
  )
}

export function Logo() {
  return (
    <Group gap={9} wrap="nowrap">
      <Mark />
      <Text component="span" fw={680} size="lg" style={{ letterSpacing: '-0.015em' }}>
        Hubwright
      </Text>
    </Group>
  )
}
