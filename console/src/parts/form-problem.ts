/** Puts what the platform found wrong with a form's values beside their fields. */
import type { UseFormReturnType } from '@mantine/form'
import { fieldErrorsOf, problemOf, type Problem } from '../api/problem.ts'

/**
 * Marks the fields that the error's `details` name and focuses the first of them.
 * @returns the problem when a part of it belongs to no field and must be shown above the form, else undefined
 */
export function applyProblem<Values extends object>(
  form: Pick<UseFormReturnType<Values>, 'setErrors' | 'getInputNode' | 'getValues'>,
  error: unknown,
): Problem | undefined {
  const problem = problemOf(error)
  const errors = fieldErrorsOf(problem)
  const values = form.getValues()
  const known = Object.entries(errors).filter(([name]) => (name.split('.')[0] ?? '') in values)
  form.setErrors(Object.fromEntries(known))
  const first = known[0]?.[0]
  if (first !== undefined) form.getInputNode(first)?.focus()
  const isAllShown = known.length > 0 && known.length === problem.details.length
  return isAllShown ? undefined : problem
}
