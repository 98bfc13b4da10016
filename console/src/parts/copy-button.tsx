import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { CheckIcon, CopyIcon } from '@primer/octicons-react'
import { useEffect, useState } from 'react'
import { copyText } from './copy-text.ts'
import { toast } from './toast.tsx'

const shownMs = 1600

interface CopyButtonProps {
  /** A function reads it when it is copied. */
  readonly text: string | (() => Promise<string>)
  /** What is copied, for the name of the button: "Copy user secret". */
  readonly what: string
  /** With its words instead of a picture alone. */
  readonly hasLabel?: boolean
}

export function CopyButton({ text, what, hasLabel = false }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return undefined
    const timer = setTimeout(() => setIsCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const icon = isCopied ? <CheckIcon size={16} /> : <CopyIcon size={16} />
  const copy = async () => {
    try {
      const read = typeof text === 'string' ? text : await text()
      await copyText(read).catch(() => {
        throw new Error('The browser does not let this page copy. Select the text instead')
      })
      setIsCopied(true)
    } catch (error) {
      toast.failure(error)
    }
  }
  if (hasLabel) {
    return (
      <Button variant="default" size="xs" leftSection={icon} onClick={() => void copy()}>
        {isCopied ? 'Copied' : `Copy ${what}`}
      </Button>
    )
  }
  return (
    <Tooltip label={isCopied ? 'Copied' : `Copy ${what}`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="md"
        aria-label={`Copy ${what}`}
        onClick={() => void copy()}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
