/** The steps on which one of several is chosen. */
import type { Connector, Way } from './session.ts'
import { ConnectorPicture, Sheet, type Surroundings } from './sheet.tsx'

export function ConnectorChoice({
  connectors,
  onChoose,
  ...around
}: Surroundings & {
  readonly connectors: readonly Connector[]
  readonly onChoose: (connector: Connector) => void
}) {
  const { speech, names } = around
  return (
    <Sheet {...around} title={speech.say('choose.title')}>
      <p>{speech.say('choose.text', names)}</p>
      <ul className="choices">
        {connectors.map((connector) => (
          <li key={connector.key}>
            <button type="button" onClick={() => onChoose(connector)}>
              <ConnectorPicture url={connector.logoUrl} />
              <span>
                <strong>{connector.name}</strong>
                <small>{connector.description}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

export function WayChoice({
  connector,
  onBack,
  onChoose,
  ...around
}: Surroundings & {
  readonly connector: Connector
  readonly onBack: (() => void) | undefined
  readonly onChoose: (way: Way) => void
}) {
  const { speech, names } = around
  return (
    <Sheet
      {...around}
      title={speech.say('ways.title', names)}
      picture={<ConnectorPicture url={connector.logoUrl} />}
      onBack={onBack}
    >
      <ul className="choices">
        {connector.authenticationTypes.map((way) => {
          // What it is called in the trade tells few people anything.
          const name = way.usesOAuth ? speech.say('ways.signIn', names) : way.name
          return (
            <li key={way.type}>
              <button type="button" className="words" onClick={() => onChoose(way)}>
                <strong>{name}</strong>
                <small>{speech.say(way.usesOAuth ? 'ways.oauth' : 'ways.keys', names)}</small>
              </button>
            </li>
          )
        })}
      </ul>
    </Sheet>
  )
}
