import { badProfileName } from '../errors/catalog/auth.ts'
import type { EnvironmentName } from '../project/project.ts'
import type { Text } from '../text/text.ts'

const LONGEST = 100
const RESERVED = new Set(['__proto__', 'prototype', 'constructor'])

/** The name a profile gets when nobody chose one. */
export function defaultName(connector: string, environment: EnvironmentName): string {
  return `${connector}-${environment}`
}

/**
 * Names are opaque, case matters, and two ways to write the same letters are one name (NFC).
 * Throws `bad-profile-name`.
 */
export function checkName(given: string): string {
  const name = given.normalize('NFC')
  const reason = problemOf(name)
  if (reason) throw badProfileName({ name: name.slice(0, LONGEST), reason })
  return name
}

export function isName(name: string): boolean {
  return problemOf(name) === undefined && name === name.normalize('NFC')
}

function problemOf(name: string): Text | undefined {
  if (name.trim() === '') return { en: 'it is empty', zh: '名称为空' }
  if (name !== name.trim()) return { en: 'it begins or ends with a blank', zh: '首尾有空白' }
  if (name.length > LONGEST) return { en: `it is longer than ${LONGEST} characters`, zh: `超过 ${LONGEST} 个字符` }
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(name)) return { en: 'it holds a control character', zh: '含有控制字符' }
  if (name.startsWith('-')) return { en: 'it begins like an option', zh: '以“-”开头，会被当作选项' }
  return RESERVED.has(name) ? { en: 'the name is reserved', zh: '该名称为保留字' } : undefined
}
