/**
 * Of our own for bash: the library's needs the package bash-completion, which macOS and small images lack, and lets
 * the shell expand what was typed and what came back. Nothing here is evaluated. Works from bash 3.2.
 */
export const BASH = String.raw`# bash completion for integ
__integ_complete() {
    local line=${'$'}{COMP_LINE:0:COMP_POINT} current lead value rest
    local -a words
    COMPREPLY=()
    IFS=$' \t\n' read -ra words <<< "$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    current=${'$'}{words[${'$'}{#words[@]}-1]}
    [[ $current == --*=* ]] && current=${'$'}{current#*=}
    # Readline replaces only what stands behind the last of these.
    lead=${'$'}{current%"${'$'}{current##*[:=]}"}
    while IFS=$'\t' read -r value rest; do
        [[ $value == :[0-9]* ]] && continue
        [[ -n $value && $value == "$current"* ]] || continue
        printf -v value '%q' "${'$'}{value#"$lead"}"
        COMPREPLY+=("$value")
    done < <(integ complete -- "${'$'}{words[@]:1}" 2>/dev/null </dev/null)
}
complete -o bashdefault -o default -F __integ_complete integ
`
