import { useEffect, useState, type RefObject } from 'react'

interface Sides {
  /** True or absent, as attributes of elements want it. */
  readonly left: true | undefined
  readonly right: true | undefined
}

/** On which sides of a box something is out of sight, for a shade that says so. */
export function useHiddenSides(box: RefObject<HTMLElement | null>): Sides {
  const [sides, setSides] = useState<Sides>({ left: undefined, right: undefined })
  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const look = () => {
      const { scrollLeft, scrollWidth, clientWidth } = element
      // Less than a pixel is a rounding.
      const left = scrollLeft > 1 || undefined
      const right = scrollWidth - clientWidth - scrollLeft > 1 || undefined
      setSides((old) => (old.left === left && old.right === right ? old : { left, right }))
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box])
  return sides
}
