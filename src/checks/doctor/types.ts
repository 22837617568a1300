import type { Project, EnvironmentName } from '../../project/project.ts'
import type { Check } from '../../sdk/check.ts'
import type { Connector } from '../../sdk/connector.ts'
import type { Clock, Random } from '../../sdk/http.ts'
import type { Credential } from '../../sdk/auth.ts'
import type { Text } from '../../text/text.ts'
import type { HttpClient } from '../../system/http.ts'
import type { Paths } from '../../system/paths.ts'
import type { Probe } from './probe.ts'

/** Environment variables. */
export type Env = Readonly<Record<string, string | undefined>>

/** What a check of the machine or of the integration as a whole may look at. */
export interface MachineContext {
  readonly clock: Clock
  readonly env: Env
  readonly cwd: string
  readonly paths: Pick<Paths, 'config'>
  /** Version of this program. */
  readonly version: string
  /** Version of Node.js, without the v. */
  readonly node: string
  readonly environment: EnvironmentName
  /** Names of all saved profiles; throws what is wrong with the store. */
  readonly savedProfiles: () => Promise<readonly string[]>
  /** Undefined where there is none; throws what is wrong with integration.json. */
  project(): Promise<Project | undefined>
  /** The ids of all connectors that can be used here. */
  connectorIds(): Promise<readonly string[]>
  connector(id: string): Promise<Connector>
  /** Entries of integration.json that cannot be used. */
  brokenConnectors(): readonly { readonly entry: string; readonly error: unknown }[]
}

/** The credential that a call would use now, and where it comes from. */
export interface FoundCredential {
  readonly credential: Credential
  readonly source: Text
  /** Fields without which no call can be signed. */
  readonly missing: readonly string[]
  /** Environment variables that replace a value of the profile by another one. */
  readonly shadowing: readonly string[]
}

export interface SavedCredential {
  readonly name: string
  readonly environment: EnvironmentName
  readonly credential: Credential
}

/** What a check of one connector may look at. */
export interface ConnectorContext extends MachineContext {
  readonly connectorId: string
  readonly http: HttpClient
  readonly random: Random
  /** Undefined: nothing is there for this environment; throws what is wrong with it. */
  credential(): Promise<FoundCredential | undefined>
  /** Profiles of this connector that a call would not use now. */
  otherProfiles(): Promise<readonly SavedCredential[]>
  /** Where the sandbox serves the connector, when it runs. */
  sandbox(): Promise<SandboxState>
  /** One look at the platform's address, shared by the checks. */
  probe(): Promise<Probe>
}

export type SandboxState =
  | { readonly kind: 'running'; readonly url: string | undefined }
  | { readonly kind: 'startable'; readonly folder: string }
  | { readonly kind: 'blocked'; readonly folder: string; readonly reason: string }

export type MachineCheck = Check<MachineContext>
export type ConnectorCheck = Check<ConnectorContext>
