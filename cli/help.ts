/** What `fairway help` says. */
import { faultTexts } from '#rehearsal/faults/faults.ts'

const overview = `fairway: GitOps deployments on AWS, rehearsed on your machine

Usage
  fairway rehearse [DIR] [flags]            take a release through all environments, in simulated AWS accounts
  fairway plan [DIR] --state DIR [flags]    what a pull request with the files as they are now would change
  fairway rollback ENV [RELEASE] --state DIR   bring an environment back to an earlier release
  fairway help [COMMAND]

DIR is a folder with environments/system.yml and .github/workflows; default is the current one where it has
environments/system.yml, else the system that comes with Fairway.
Exit code: 0 green, 1 not green or not possible, 2 wrong usage; more than 128 where a signal ended it.`

const commonFlags = `  --state DIR       keep the simulated accounts, databases and GitHub in DIR, and go on from there
  --fail ENV:FAULT  make something go wrong in an environment (* is all); may be given several times
  --speed N         N virtual seconds for each real one; default max: as fast as it goes
  --seed TEXT       another seed gives other ids and timings, the same one gives the same run; default 1
  --config NAME     folder of system.yml inside DIR; default environments
  --report FILE     where the HTML report goes; default .rehearsal/report.html, or in the --state folder
  --json            one JSON document instead of text
  --verbose         every log line of every step`

const topics: Record<string, string> = {
  rehearse: `fairway rehearse [DIR]: the real workflows and actions, from the first environment to the last

Flags
  --until ENV       stop after this environment
  -i, --interactive ask you at each approval
  --lift-hold       deploy even where a rollback has set a hold
${commonFlags}

Faults
${Object.entries(faultTexts)
  .map(([name, text]) => `  ${name.padEnd(18)}${text}`)
  .join('\n')}`,
  plan: `fairway plan [DIR] --state DIR: opens (or updates) a pull request with the files as they are now

Flags
  --pull-request N  push to this pull request of the simulated GitHub instead of opening a new one
${commonFlags}`,
  rollback: `fairway rollback ENV [RELEASE] --state DIR: the rollback workflow, in rehearsed accounts

Without RELEASE it brings back the last verified release before the one that runs.

Flags
  --reason TEXT     why, for the ledger
  -i, --interactive ask you at each approval
${commonFlags}`,
}

export function helpText(topic: string | undefined): string {
  return topic === undefined ? overview : (topics[topic] ?? overview)
}
