/** The widget when its session can be read: from the choice of a connector to the outcome. */
import { ConnectorChoice, WayChoice } from './choices.tsx'
import { Connected, Over } from './ends.tsx'
import { ConnectForm } from './form.tsx'
import { helperLink } from './helper.ts'
import type { Speech } from './language.ts'
import { useProgress, type Beginning } from './progress.ts'
import { namesAt, stepBack, stepInto, usableConnectors } from './step.ts'
import { Waiting } from './waiting.tsx'

export function App({ speech, ...beginning }: Beginning & { readonly speech: Speech }) {
  const { host, place } = beginning
  const { session, step, isBusy, helper, go, submit, settle } = useProgress(beginning)
  const names = namesAt(session, step)
  const onClose = host.isThere ? () => host.closed() : undefined
  const around = { speech, names, logo: session.theme.logo, onClose }
  const before = stepBack(session, step)
  const onBack = before === undefined ? undefined : () => go(before)
  switch (step.at) {
    case 'connectors':
      return (
        <ConnectorChoice
          {...around}
          connectors={usableConnectors(session)}
          onChoose={(connector) => go(stepInto(connector))}
        />
      )
    case 'ways': {
      const { connector } = step
      return (
        <WayChoice
          {...around}
          {...{ connector, onBack }}
          onChoose={(way) => go({ at: 'form', connector, way, values: {} })}
        />
      )
    }
    case 'form':
      return (
        <ConnectForm
          {...around}
          {...{ session, step, isBusy, onBack }}
          onSubmit={(values) => submit({ ...step, values })}
        />
      )
    case 'waiting':
      return (
        <Waiting
          {...around}
          {...{ helper, onBack }}
          link={helperLink(place.sessionId)}
          onAgain={() => submit(step)}
          onAsk={() => settle(step)}
        />
      )
    case 'connected':
      return <Connected {...around} session={session} />
    case 'over':
      break
  }
  return <Over {...around} reason={step.reason} returnUrl={session.returnUrl} />
}
