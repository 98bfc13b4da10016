import { useIsFetching, useIsMutating } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import classes from './progress-bar.module.css'

/** What is shorter than this needs no sign of life. */
const delayMs = 500

/** A line along the top of the window while something takes longer than half a second. */
export function ProgressBar() {
  const isMoving = useRouterState({ select: ({ isLoading }) => isLoading })
  const isBusy = useIsFetching() + useIsMutating() > 0 || isMoving
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    if (!isBusy) return undefined
    const timer = setTimeout(() => setIsShown(true), delayMs)
    return () => {
      clearTimeout(timer)
      setIsShown(false)
    }
  }, [isBusy])
  if (!isShown) return null
  return <div className={classes['bar']} role="progressbar" aria-label="Loading" />
}
