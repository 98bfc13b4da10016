/** The one logger. Whatever goes through it is redacted first, so no caller has to remember. */
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import { redactText, redactValue } from './redact.ts'

export interface LoggerOptions {
  readonly level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Short lines for people instead of JSON. */
  readonly pretty: boolean
  /** Values that are masked wherever they appear, such as the secrets of the configuration. */
  readonly secrets?: readonly string[]
  /** Where lines go (default: standard output). */
  readonly destination?: DestinationStream
}

type MakeChild = (this: Logger, bindings: object, options?: object) => Logger

/** Creates the program's logger; rooms take it as `Log` (`core/log.ts`). */
export function createLogger(options: LoggerOptions): Logger {
  const secrets = options.secrets ?? []
  const out = options.destination ?? pino.destination(1)
  const clean = (value: object): object => redactValue(value, secrets) as object
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      // Errors arrive here as the plain objects that `clean` makes of them.
      serializers: { err: (value: unknown) => value },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => clean(fields) as Record<string, unknown>,
      },
      hooks: {
        logMethod(values: unknown[], method) {
          const [first] = values
          // An error logged alone lends its message to the line; it must be redacted there too.
          const whole =
            first instanceof Error && values.length === 1 ? [first, first.message] : values
          const redacted = whole.map((value) =>
            typeof value === 'string' ? redactText(value, secrets) : value,
          )
          method.apply(this, redacted as Parameters<typeof method>)
        },
      },
    },
    options.pretty ? { write: (line) => out.write(prettyLine(line)) } : out,
  )
  // The library sets the fields of children past its formatters; children inherit this method.
  const root = logger as unknown as { child: MakeChild }
  const makeChild = root.child
  root.child = function child(bindings, childOptions) {
    return makeChild.call(this, clean(bindings), childOptions)
  }
  return logger
}

/** `12:30:01 WARN  message key=value`, errors with their stack below. */
function prettyLine(line: string): string {
  const { time, level, msg, ...fields } = JSON.parse(line) as Record<string, unknown>
  const stacks: string[] = []
  const rest = Object.entries(fields).map(([key, value]) => {
    const stack = (value as { stack?: unknown } | null)?.stack
    if (typeof stack !== 'string') return ` ${key}=${JSON.stringify(value)}`
    stacks.push(`${stack.replaceAll(/^/gm, '    ')}\n`)
    return ''
  })
  const message = typeof msg === 'string' ? msg : ''
  const head = `${String(time).slice(11, 19)} ${String(level).toUpperCase().padEnd(5)}`
  return `${head} ${message}${rest.join('')}\n${stacks.join('')}`
}
