import classes from './picture.module.css'

interface PictureProps {
  readonly connectorKey: string
  /** In pixels. */
  readonly size?: number
}

/** The picture of a connector; its name stands beside it. */
export function Picture({ connectorKey, size = 40 }: PictureProps) {
  return (
    <img
      className={classes['picture']}
      src={`/elements/api-v2/elements/provider_${encodeURIComponent(connectorKey)}.png`}
      width={size}
      height={size}
      alt=""
    />
  )
}
