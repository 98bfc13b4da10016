import { BookIcon, LinkExternalIcon } from '@primer/octicons-react'
import { Link } from '@tanstack/react-router'
import { isOpen, pages, sections } from '../pages.tsx'
import { useMay } from '../session/session.ts'
import classes from './shell.module.css'

/** The side bar: the pages that name a place in it, by section. */
export function Navigation({ onGo }: { readonly onGo: () => void }) {
  const may = useMay()
  const shown = pages.filter((page) => isOpen(page, may))
  return (
    <div className={classes['navigation']}>
      {sections.map((section) => {
        const entries = shown.filter(({ navigation }) => navigation?.section === section.key)
        if (entries.length === 0) return null
        return (
          <ul key={section.key} className={classes['section']} aria-label={section.title}>
            {section.title === '' ? null : (
              <li className={classes['sectionTitle']} aria-hidden>
                {section.title}
              </li>
            )}
            {entries.map(({ path, title, navigation }) => (
              <li key={path}>
                <Link
                  to={path}
                  className={classes['entry']}
                  activeOptions={{ exact: path === '/' }}
                  onClick={onGo}
                >
                  {navigation?.icon}
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        )
      })}
      <ul className={`${classes['section']} ${classes['last']}`}>
        <li>
          <a className={classes['entry']} href="/docs" target="_blank" rel="noreferrer">
            <BookIcon size={16} />
            API reference
            <LinkExternalIcon size={12} aria-label="in a new tab" />
          </a>
        </li>
      </ul>
    </div>
  )
}
