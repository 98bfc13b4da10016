import { Tabs, type TabsListProps } from '@mantine/core'
import { useEffect, useRef } from 'react'
import classes from './tab-list.module.css'

interface TabListProps extends TabsListProps {
  /** The chosen tab; it is scrolled into view where there is no room for all. */
  readonly active?: string
}

/** The heads of tabs on one line, which scrolls on phones. Focused heads come into view by themselves. */
export function TabList({ active, ...rest }: TabListProps) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const strip = list.current
    const tab = strip?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')
    if (active === undefined || !strip || !tab) return
    // Along the strip only: `scrollIntoView` might move the page too.
    const outer = strip.getBoundingClientRect()
    const inner = tab.getBoundingClientRect()
    if (inner.left < outer.left) strip.scrollLeft -= outer.left - inner.left
    if (inner.right > outer.right) strip.scrollLeft += inner.right - outer.right
  }, [active])
  return <Tabs.List ref={list} className={classes['list']} {...rest} />
}
