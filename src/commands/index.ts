import type { CommandSpec } from '../cli/command.ts'
import { authorizeCommand } from './authorize/command.ts'
import { callCommand } from './call/command.ts'
import { completeCommand } from './complete/command.ts'
import { completionCommand } from './completion/command.ts'
import { connectorCommand } from './connector/command.ts'
import { createCommand } from './create/command.ts'
import { docsCommand } from './docs/command.ts'
import { doctorCommand } from './doctor/command.ts'
import { eventsCommand } from './events/command.ts'
import { explainCommand } from './explain/command.ts'
import { listenCommand } from './listen/command.ts'
import { loginCommand } from './login/command.ts'
import { logoutCommand } from './logout/command.ts'
import { opsCommand } from './ops/command.ts'
import { profileCommand } from './profile/command.ts'
import { runCommand } from './run/command.ts'
import { sandboxCommand } from './sandbox/command.ts'
import { triggerCommand } from './trigger/command.ts'
import { validateCommand } from './validate/command.ts'
import { whoamiCommand } from './whoami/command.ts'

/** The list of commands, static: names and help, no code. Their order is the order of `integ --help`. */
export const commands: readonly CommandSpec[] = [
  createCommand,
  callCommand,
  opsCommand,
  docsCommand,
  explainCommand,
  listenCommand,
  triggerCommand,
  eventsCommand,
  sandboxCommand,
  runCommand,
  doctorCommand,
  validateCommand,
  loginCommand,
  authorizeCommand,
  logoutCommand,
  whoamiCommand,
  profileCommand,
  connectorCommand,
  completionCommand,
  completeCommand,
]
