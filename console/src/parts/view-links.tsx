import { Link } from '@tanstack/react-router'
import classes from './view-links.module.css'

interface ViewLinksProps {
  /** "Views of the activity". */
  readonly label: string
  readonly views: readonly { readonly to: string; readonly title: string }[]
  /** What of the address goes along; nothing by default. */
  search?(old: object): object
}

/** From one view of the same thing to another: pages of their own that look like tabs. */
export function ViewLinks({ label, views, search = () => ({}) }: ViewLinksProps) {
  return (
    <nav aria-label={label} className={classes['views']}>
      {views.map(({ to, title }) => (
        <Link
          key={to}
          to={to}
          search={search}
          className={classes['view']}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {title}
        </Link>
      ))}
    </nav>
  )
}
