import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useKeys } from '../data/keyboard.ts'

export interface Column<T> {
  readonly id: string
  readonly name: string
  readonly cell: (row: T) => ComponentChildren
  readonly class?: string
}

interface GridProps<T> {
  readonly label: string
  readonly rows: readonly T[]
  readonly columns: readonly Column<T>[]
  readonly idOf: (row: T) => string
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
  /** Something happened to it that should catch the eye. */
  readonly isBad?: (row: T) => boolean
}

/** A table whose rows are chosen with the mouse, j and k, or the arrows. Enter goes on to the details. */
export function Grid<T>({ label, rows, columns, idOf, selected, onSelect, isBad }: GridProps<T>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const known = useRef<ReadonlySet<string> | undefined>(undefined)
  const ids = rows.map(idOf)
  const focusOn = (id: string): void => {
    const row = body.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }
  const move = (step: number) => (event: KeyboardEvent) => {
    const isArrow = event.key.startsWith('Arrow')
    const target = event.target as HTMLElement
    if (isArrow && target !== document.body && !body.current?.contains(target)) return
    const at = selected === undefined ? -1 : ids.indexOf(selected)
    const next = ids[at < 0 ? 0 : Math.min(Math.max(at + step, 0), ids.length - 1)]
    if (next === undefined) return
    event.preventDefault()
    onSelect(next)
    focusOn(next)
  }
  useKeys({
    j: move(1),
    k: move(-1),
    ArrowDown: move(1),
    ArrowUp: move(-1),
    Enter: (event) => {
      const target = event.target as HTMLElement
      if (target !== document.body && !body.current?.contains(target)) return
      const id = target.dataset['id'] ?? selected
      if (id !== undefined) onSelect(id)
      requestAnimationFrame(() => {
        const tab = document.querySelector<HTMLElement>('.detail [role=tab][aria-selected=true]')
        ;(tab ?? document.querySelector<HTMLElement>('.detail h2'))?.focus()
      })
    },
  })
  useEffect(() => {
    known.current = new Set(ids)
  })
  const first = selected !== undefined && ids.includes(selected) ? selected : ids[0]
  return (
    <table class="grid" role="grid" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" class={column.class}>
              {column.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row) => {
          const id = idOf(row)
          const isNew = known.current !== undefined && !known.current.has(id)
          return (
            <tr
              key={id}
              data-id={id}
              tabIndex={id === first ? 0 : -1}
              aria-selected={id === selected}
              class={`${isNew ? 'new' : ''} ${isBad?.(row) === true ? 'refused' : ''}`}
              onClick={() => onSelect(id)}
            >
              {columns.map((column) => (
                <td key={column.id} class={column.class}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
