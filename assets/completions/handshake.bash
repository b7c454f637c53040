# Completion of handshake for bash 4 or newer: `source <(handshake completions bash)`, or a file in
# ~/.local/share/bash-completion/completions/handshake.

_handshake() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -n $line ]]; then
            COMPREPLY+=("$line")
        else
            # Files fit here too.
            compopt -o default
        fi
    done < <("$1" complete bash -- "$COMP_WORDBREAKS" "$1" "${COMP_LINE:0:COMP_POINT}" 2> /dev/null)
    # OUTCOME= waits for its value.
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace
    fi
}

complete -o nosort -F _handshake handshake 2> /dev/null || complete -F _handshake handshake
