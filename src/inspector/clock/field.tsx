interface FieldProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly hint: string
  readonly isNumber?: boolean
  readonly onChange: (value: string) => void
}

/** A short text or number with its label. */
export function Field({ id, label, value, hint, isNumber = false, onChange }: FieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="mono"
        inputMode={isNumber ? 'decimal' : 'text'}
        value={value}
        placeholder={hint}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}
