/** What stands in a place until its content is there, as high as the content will be. */
import { Skeleton, Stack } from '@mantine/core'

interface LinesProps {
  readonly lines: number
  /** In pixels, of one line. */
  readonly height?: number
  readonly gap?: number
}

export function LinesSkeleton({ lines, height = 20, gap = 10 }: LinesProps) {
  return (
    <Stack gap={gap} aria-hidden>
      {Array.from({ length: lines }, (_, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- they are all the same
        <Skeleton key={index} height={height} />
      ))}
    </Stack>
  )
}

/** The head of a page and a first card. */
export function PageSkeleton() {
  return (
    <Stack gap="lg" aria-busy aria-label="Loading">
      <Stack gap={8}>
        <Skeleton height={28} width={220} />
        <Skeleton height={18} width={380} maw="100%" />
      </Stack>
      <Skeleton height={220} radius="lg" />
    </Stack>
  )
}
