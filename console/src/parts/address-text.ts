import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'

const typingMs = 300

/**
 * What is typed into a field whose text the address keeps: `const [text, type] = useAddressText(search, change)`. The
 * address hears of it after a pause, without the spaces around it. It leads when something else than typing changes
 * it: a link, the way back, the button that clears. When it only repeats what was typed, it may be late: what was
 * typed since then stays.
 */
export function useAddressText(value = '', onPause: (text: string) => void) {
  const [text, setText] = useState(value)
  const [seen, setSeen] = useState(value)
  const [told, setTold] = useState(value)
  const tell = useDebouncedCallback((typed: string) => {
    setTold(typed)
    onPause(typed)
  }, typingMs)
  if (seen !== value) {
    setSeen(value)
    if (value !== told) {
      setTold(value)
      setText(value)
    }
  }
  function type(typed: string) {
    setText(typed)
    tell(typed.trim())
  }
  return [text, type] as const
}
