import { Fragment } from 'react'

/** A path that breaks before its slashes. */
export function PathText({ path }: { readonly path: string }) {
  const [beginning = '', ...parts] = path.split('/')
  return (
    <>
      {beginning}
      {parts.map((part, index) => (
        // A path's parts have no other name than their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>
          {index === 0 ? null : <wbr />}/{part}
        </Fragment>
      ))}
    </>
  )
}
