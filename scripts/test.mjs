/**
 * `npm test` (everything) and `npm run check` (`--fast`: types, lint, formatting and the tests beside the
 * code). The last line on stdout is `N passed, N failed`, the tests of the whole run, for machines to read.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { findNode, root } from '../bin/launch.mjs'
import { ensureInstalled } from './setup.mjs'

const isFast = process.argv.includes('--fast')
const modules = join(root, 'node_modules')
const mostFilesAgain = 3

ensureInstalled()
const node = findNode()
const env = {
  ...process.env,
  PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
}

const checks = [
  { title: 'Types', program: 'typescript/bin/tsc', args: ['-p', '.'] },
  { title: 'Types of the console', program: 'typescript/bin/tsc', args: ['-p', 'console'] },
  { title: 'Lint', program: 'oxlint/bin/oxlint', args: [] },
  {
    title: 'Formatting',
    program: 'prettier/bin/prettier.cjs',
    args: ['--check', '--log-level', 'warn', '.'],
  },
  ...(isFast ? [] : [{ title: 'Unused code', program: 'knip/bin/knip.js', args: [] }]),
]

const failures = checks.filter((check) => !passes(check)).map(({ title }) => title)
const tests = runTests()
if (tests.failed > 0) failures.push('Tests')

heading(failures.length === 0 ? 'All passed' : `Failed: ${failures.join(', ')}`)
process.stdout.write(`${tests.passed} passed, ${tests.failed} failed\n`)
process.exitCode = failures.length === 0 ? 0 : 1

function heading(title) {
  process.stdout.write(`\n== ${title}\n`)
}

function passes({ title, program, args }) {
  heading(title)
  const begun = performance.now()
  const { status } = runNode([join(modules, program), ...args])
  process.stdout.write(
    `${status === 0 ? 'ok' : 'failed'} (${Math.round(performance.now() - begun)} ms)\n`,
  )
  return status === 0
}

/**
 * The tests, and those files once more, by themselves, that failed among the others: a machine that is slow for a
 * moment must not refuse a change. What passes only then is named, and is a fault to be mended all the same.
 */
function runTests() {
  heading(isFast ? 'Tests beside the code' : 'Tests')
  const first = runFiles(isFast ? ['--project', 'unit'] : [])
  const again = first.failedFiles
  if (isFast || again.length === 0 || again.length > mostFilesAgain) return first
  heading(`Once more, alone: ${again.join(', ')}`)
  const second = runFiles(['--maxWorkers=1', ...again])
  if (second.failed > 0) return { ...second, passed: first.passed }
  process.stdout.write(`Unsteady, to be mended: ${again.join(', ')}\n`)
  return { ...second, passed: first.passed + first.failed }
}

/** @returns `passed`, `failed`: tests. `failedFiles`: paths from the root; empty when the run failed without one. */
function runFiles(args) {
  const folder = mkdtempSync(join(tmpdir(), 'hubwright-results-'))
  const file = join(folder, 'results.json')
  try {
    const { status } = runNode([
      join(modules, 'vitest', 'vitest.mjs'),
      'run',
      ...args,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ])
    return countTests(file, status)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file that could not even be loaded counts as one failed test, and so does a run without results. */
function countTests(file, status) {
  if (!existsSync(file)) return { passed: 0, failed: 1, failedFiles: [] }
  const results = JSON.parse(readFileSync(file, 'utf8'))
  const failedSuites = results.testResults.filter((suite) => suite.status === 'failed')
  const unloaded = failedSuites.filter((suite) =>
    suite.assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const failed = results.numFailedTests + unloaded
  return {
    passed: results.numPassedTests,
    // An error outside all tests, such as an unhandled rejection, fails the run too.
    failed: failed === 0 && status !== 0 ? 1 : failed,
    failedFiles: failedSuites.map((suite) => relative(root, suite.name)),
  }
}

function runNode(args) {
  return spawnSync(node, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
}
