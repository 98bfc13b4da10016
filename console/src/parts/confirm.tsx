/** Asks before something that cannot be taken back: `if (await confirm({ … })) …`. */
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { createContext, use, useCallback, useState, type ReactNode } from 'react'

export interface Question {
  /** "Delete this instance?" */
  readonly title: string
  /** What will happen. */
  readonly body: ReactNode
  /** The verb on the button: "Delete instance". */
  readonly action: string
  /** To be typed first, where much would be lost. */
  readonly typed?: string
}

type Confirm = (question: Question) => Promise<boolean>

const Context = createContext<Confirm>(() => Promise.resolve(false))

export function useConfirm(): Confirm {
  return use(Context)
}

interface Asked extends Question {
  answer(isSure: boolean): void
}

export function ConfirmProvider({ children }: { readonly children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>()
  const [isOpen, setIsOpen] = useState(false)
  const confirm = useCallback<Confirm>(
    (question) =>
      new Promise((resolve) => {
        setAsked({ ...question, answer: resolve })
        setIsOpen(true)
      }),
    [],
  )
  const answer = (isSure: boolean) => {
    // The text stays while the dialog fades.
    setIsOpen(false)
    asked?.answer(isSure)
  }
  return (
    <Context value={confirm}>
      {children}
      <Modal
        opened={isOpen}
        onClose={() => answer(false)}
        title={asked?.title}
        // Above a panel that asks.
        zIndex={300}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {asked === undefined ? null : <Answers key={asked.title} asked={asked} answer={answer} />}
      </Modal>
    </Context>
  )
}

function Answers({
  asked,
  answer,
}: {
  readonly asked: Asked
  readonly answer: (isSure: boolean) => void
}) {
  const [typed, setTyped] = useState('')
  const isTyped = asked.typed === undefined || typed.trim() === asked.typed
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isTyped) answer(true)
      }}
    >
      <Stack>
        <Text component="div">{asked.body}</Text>
        {asked.typed === undefined ? null : (
          <TextInput
            label={
              <>
                Type <strong>{asked.typed}</strong> to go on
              </>
            }
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => answer(false)}>
            Cancel
          </Button>
          <Button type="submit" color="red" disabled={!isTyped}>
            {asked.action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
